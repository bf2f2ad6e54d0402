import type { Viewer } from '@halfpast/kernel';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { limited } from '../http.ts';
import { refusalOfTrpc } from './errors.ts';
import type { TrpcContext } from './init.ts';
import { appRouter } from './router.ts';

const maxBytes = 100_000;

type Server = TrpcContext['app'] & { viewerOf(headers: Headers): Promise<Viewer | undefined> };

/** What the procedures share that one request asks for, by HTTP or from a page that the server renders. */
export function contextOf(app: Server, headers: Headers, requestId: string): TrpcContext {
  let viewer: Promise<Viewer | undefined> | undefined;
  return {
    app,
    requestId,
    viewer() {
      viewer ??= app.viewerOf(headers);
      return viewer;
    },
  };
}

/** Answers one HTTP request with the procedures that it names. */
export async function serveTrpc(app: Server, request: Request, requestId: string): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    router: appRouter,
    req: await limited(request, maxBytes),
    maxBatchSize: 20,
    createContext: () => contextOf(app, request.headers, requestId),
    responseMeta({ errors }) {
      const wait = errors.map((error) => refusalOfTrpc(error).details.retryAfter).find(Boolean);
      return wait === undefined ? {} : { headers: { 'retry-after': String(wait) } };
    },
  });
}
