import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isValidIP, normalizeIP } from '@better-auth/core/utils/ip';

/** Where this process notes whence a request came. What a client sends under this name is written over. */
export const addressHeader = 'x-halfpast-address';

/** What is known of a connection and of the request on it. */
type Origin = { readonly socket: string | undefined; readonly forwardedFor: string | undefined };

/**
 * Whence a request came: the connection's other end or, behind `proxies` of ours, what the outermost of them saw. What
 * stands further left in X-Forwarded-For anybody can write. Of IPv6 the network that one customer has.
 */
export function addressOf({ socket, forwardedFor }: Origin, proxies: number): string | undefined {
  const seen = forwardedFor?.split(',').map((address) => address.trim()) ?? [];
  const told = proxies > 0 ? seen.at(-proxies) : undefined;
  const address = [told, socket].find((candidate) => candidate !== undefined && isValidIP(candidate));
  return address && normalizeIP(address, { ipv6Subnet: 64 });
}

const requests = channel('http.server.request.start');

/** Notes with each request to this process whence it came; no route can see its connection. */
export function noteAddresses(proxies: number): void {
  requests.subscribe((message) => {
    const { request } = message as { request: IncomingMessage }; // Node documents it, and has no type for it
    const forwardedFor = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
    const address = addressOf({ socket: request.socket.remoteAddress, forwardedFor }, proxies);
    if (address) request.headers[addressHeader] = address;
    else delete request.headers[addressHeader];
  });
}

/** Whence the request came that is being answered; for what is called deep below a route, by any transport. */
export function createCaller() {
  const addresses = new AsyncLocalStorage<string | undefined>();
  return {
    address: () => addresses.getStore(),
    during: <Answer>(request: Request, work: () => Answer): Answer =>
      addresses.run(request.headers.get(addressHeader) ?? undefined, work),
  };
}

export type Caller = ReturnType<typeof createCaller>;
