import { type ApolloServer, HeaderMap } from '@apollo/server';
import { DomainError } from '@halfpast/kernel';
import { textOf } from '../http.ts';
import type { RequestContext } from './context.ts';
import { limits } from './limits.ts';

/** Carries one HTTP request to `server` and its answer back. @throws DomainError BAD_USER_INPUT for a body that isn't JSON */
export async function serveGraphql(
  server: ApolloServer<RequestContext>,
  request: Request,
  context: RequestContext,
): Promise<Response> {
  const headers = new HeaderMap();
  request.headers.forEach((value, name) => {
    headers.set(name, value);
  });
  const {
    body,
    status,
    headers: answerHeaders,
  } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers,
      search: new URL(request.url).search,
      body: request.method === 'POST' ? json(await textOf(request, limits.bytes)) : undefined,
    },
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Nothing here is answered bit by bit');
  return new Response(body.string, { status: status ?? 200, headers: [...answerHeaders] });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('BAD_USER_INPUT', 'The body is not JSON');
  }
}
