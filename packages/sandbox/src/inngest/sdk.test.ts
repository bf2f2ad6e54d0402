import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectSdk } from './sdk.ts';

let close = () => {};
afterEach(() => close());

/** An app that gives one answer to everything. */
const answering = (
  status: number,
  body: string,
  headers: Record<string, string> = { 'x-inngest-sdk': 'inngest-js:v4' },
) =>
  new Promise<string>((resolve) => {
    const server = createServer((_, response) => response.writeHead(status, headers).end(body));
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/inngest`);
    });
    close = () => server.close();
  });

const call = (url: string) =>
  connectSdk(url, undefined).call({ id: 'fn', url: 'http://127.0.0.1:1' }, '', { ctx: { run_id: 'r' } });

describe('an answer of the app', () => {
  it('is the SDK’s only with its header', async () => {
    expect(await call(await answering(200, 'Welcome', {}))).toMatchObject({
      kind: 'threw',
      error: { message: "The answer (200) is not the SDK's: Welcome" },
    });
  });

  it('returns, fails or throws as its status says', async () => {
    const sdk = { 'x-inngest-sdk': 'inngest-js:v4' };
    expect(await call(await answering(200, ''))).toEqual({ kind: 'returned', data: null });
    expect(await call(await answering(400, 'no', { ...sdk, 'x-inngest-no-retry': 'true' }))).toEqual({
      kind: 'failed',
      error: 'no',
    });
    expect(await call(await answering(500, '{"name":"E"}', { ...sdk, 'retry-after': '3' }))).toEqual({
      kind: 'threw',
      error: { name: 'E' },
      retryAfter: '3',
    });
    expect(await call(await answering(502, 'Bad gateway'))).toMatchObject({
      kind: 'threw',
      retryAfter: null,
    });
    expect(await call(await answering(206, '{"no":"ops"}'))).toMatchObject({
      kind: 'threw',
      error: { message: expect.stringContaining('can not be read') },
    });
  });

  it('isn’t there when nobody listens', async () => {
    const url = await answering(200, '');
    close();
    expect(await call(url)).toEqual({ kind: 'away' });
    expect(await connectSdk(url, undefined).sync()).toEqual({ outcome: 'away' });
    expect(await connectSdk(undefined, undefined).sync()).toEqual({ outcome: 'away' });
  });
});
