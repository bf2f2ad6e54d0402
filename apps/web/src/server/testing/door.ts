import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as auth from '@/app/api/auth/[...all]/route.ts';
import * as calendar from '@/app/api/calendar/[sessionId]/route.ts';
import * as subgraph from '@/app/api/graphql/[subgraph]/route.ts';
import * as graphql from '@/app/api/graphql/route.ts';
import * as health from '@/app/api/health/route.ts';
import * as inngest from '@/app/api/inngest/route.ts';
import * as trpc from '@/app/api/trpc/[trpc]/route.ts';
import * as stripe from '@/app/api/webhooks/stripe/route.ts';

type Handlers = Readonly<Record<string, (request: Request) => Promise<Response>>>;

/** The routes, as Next finds them by their folders. */
const routes: readonly (readonly [RegExp, Handlers])[] = [
  [/^\/api\/auth\/./, { ...auth }],
  [/^\/api\/calendar\/[^/]+$/, { ...calendar }],
  [/^\/api\/graphql$/, { ...graphql }],
  [/^\/api\/graphql\/[^/]+$/, { ...subgraph }],
  [/^\/api\/health$/, { ...health }],
  [/^\/api\/inngest$/, { ...inngest }],
  [/^\/api\/trpc\/[^/]+$/, { ...trpc }],
  [/^\/api\/webhooks\/stripe$/, { ...stripe }],
];

/** Hands a request to the route that serves it. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const handlers = routes.find(([pattern]) => pattern.test(pathname))?.[1];
  const handler = handlers?.[request.method];
  return handler ? handler(request) : new Response(null, { status: handlers ? 405 : 404 });
}

/** The routes on a port of their own, for those who call from outside: Stripe and Inngest. */
export async function openDoor(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    // As Next answers for a route that throws: a caller may come before there is an app, or when it is gone.
    const response = await dispatch(await toRequest(incoming)).catch(
      () => new Response(null, { status: 500 }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The door has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const { method = 'GET', url = '/' } = incoming;
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: await text(incoming) };
  return new Request(new URL(url, `http://${incoming.headers.host}`), { method, headers, ...body });
}
