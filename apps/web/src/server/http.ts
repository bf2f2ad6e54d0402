import { DomainError, type ErrorCode, newId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { refusalOf, report } from './refusal.ts';

const httpStatus = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  SLOT_UNAVAILABLE: 409,
  CANCELLATION_NOT_ALLOWED: 409,
  PAYMENT_PROVIDER_UNAVAILABLE: 502,
  UNAVAILABLE: 503,
  RATE_LIMITED: 429,
  INTERNAL: 500,
} satisfies Record<ErrorCode, number>;

/** Runs a route; what it throws is answered with its status and code, in GraphQL's shape, so that every client can read it. */
export async function answer(
  logger: () => Logger,
  request: Request,
  route: (request: Request, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = newId();
  try {
    return asItIs(await route(request, requestId), requestId);
  } catch (error) {
    const refusal = refusalOf(error);
    const { code, message, details } = refusal;
    report(logger(), refusal, { requestId, path: new URL(request.url).pathname });
    const extensions = { code, ...details, requestId };
    const body = { errors: [{ message, extensions }] };
    const response = Response.json(body, { status: httpStatus[code] });
    if (details.retryAfter !== undefined) response.headers.set('retry-after', String(details.retryAfter));
    return asItIs(response, requestId);
  }
}

/** What the API says is for one asker and short: nobody keeps it, and packing it costs more than it saves. */
function asItIs(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store, no-transform');
  return response;
}

/** Who is told no while still sending sees a broken connection and no answer; beyond this many bytes, so be it. */
const patience = 10_000_000;

/** Lets the rest of a body pass by, keeping nothing of it. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > patience) return reader.cancel();
  }
}

/**
 * The body, of which no more than `limit` bytes are kept.
 * @throws DomainError BAD_USER_INPUT for a longer one
 */
export async function textOf(request: Request, limit: number): Promise<string> {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await discard(reader);
      throw new DomainError('BAD_USER_INPUT', `A request may have at most ${limit} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The same request with a body of at most `limit` bytes, for those who would read on and on.
 * @throws DomainError BAD_USER_INPUT for a longer one
 */
export async function limited(request: Request, limit: number): Promise<Request> {
  const { url, method, headers } = request;
  if (method === 'GET' || method === 'HEAD') return request;
  return new Request(url, { method, headers, body: await textOf(request, limit) });
}
