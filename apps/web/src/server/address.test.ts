import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressHeader, addressOf, createCaller, noteAddresses } from './address.ts';

describe('the address of a request', () => {
  const socket = '10.0.0.9';

  it.each([
    ['the connection’s, whatever the client claims', 0, '1.2.3.4', socket],
    ['the one that our proxy saw, not what the client claims before it', 1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['the one that the outer of two proxies saw', 2, '6.6.6.6, 1.2.3.4, 10.0.0.8', '1.2.3.4'],
    ['the connection’s when the proxy tells nothing', 1, undefined, socket],
    ['the connection’s when fewer proxies told than there are', 2, '1.2.3.4', socket],
    ['the connection’s when what was told is no address', 1, 'unknown', socket],
  ])('is %s', (_, proxies, forwardedFor, address) => {
    expect(addressOf({ socket, forwardedFor }, proxies)).toBe(address);
  });

  it('is the same for IPv4 however it is written, and for all of a customer’s IPv6', () => {
    const of = (address: string) => addressOf({ socket: address, forwardedFor: undefined }, 0);
    expect(of('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(of('2001:db8:1:2:aaaa::1')).toBe(of('2001:db8:1:2:bbbb::2'));
    expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'));
  });

  it('is unknown without a connection', () => {
    expect(addressOf({ socket: undefined, forwardedFor: '1.2.3.4' }, 0)).toBeUndefined();
  });
});

describe('each request to this process', () => {
  it('carries its address, and not what the client wrote there', async () => {
    noteAddresses(0);
    const server = createServer((request, response) => response.end(String(request.headers[addressHeader])));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const headers = { [addressHeader]: '6.6.6.6', 'x-forwarded-for': '6.6.6.6' };
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers });
    expect(await answer.text()).toBe('127.0.0.1');
    server.closeAllConnections();
    server.close();
  });
});

describe('the caller', () => {
  it('is known for as long as their request is answered, and each to their own', async () => {
    const caller = createCaller();
    const requestFrom = (address: string) =>
      new Request('http://localhost', { headers: { [addressHeader]: address } });
    const seen = await Promise.all(
      ['1.1.1.1', '2.2.2.2'].map((address) =>
        caller.during(requestFrom(address), async () => {
          await Promise.resolve();
          return caller.address();
        }),
      ),
    );
    expect(seen).toEqual(['1.1.1.1', '2.2.2.2']);
    expect(caller.during(new Request('http://localhost'), caller.address)).toBeUndefined();
    expect(caller.address()).toBeUndefined();
  });
});
