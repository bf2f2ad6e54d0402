import { type Op, opsSchema } from './protocol.ts';
import type { EngineFunction } from './registration.ts';
import { sign } from './signature.ts';

/** What came of one call of the SDK. */
export type Answer =
  | { readonly kind: 'ops'; readonly ops: readonly Op[]; readonly retryAfter: string | null }
  | { readonly kind: 'returned'; readonly data: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'threw'; readonly error: unknown; readonly retryAfter: string | null }
  /** Nobody listens: nothing ran, so no attempt is used up. */
  | { readonly kind: 'away' }
  /** The connection broke: something may have run. */
  | { readonly kind: 'lost'; readonly error: unknown };

/** `refused`: with the reason; `away`: nobody answered. */
type Synced = { readonly outcome: 'ok' | 'away' } | { readonly outcome: 'refused'; readonly reason: string };

export type Sdk = {
  call(
    fn: Pick<EngineFunction, 'id' | 'url'>,
    stepId: string,
    body: { readonly ctx: { readonly run_id: string } },
  ): Promise<Answer>;
  /** Asks the app to register its functions. */
  sync(): Promise<Synced>;
};

/** No call may hang longer than this; a step that takes longer has to be split. */
const longestCallMs = 5 * 60_000;

/** Speaks to the serve endpoint `sdkUrl`, or to the one that each function names; signed when there is a signing key. */
export function connectSdk(sdkUrl: string | undefined, signingKey: string | undefined): Sdk {
  const signature = (body: unknown): Record<string, string> =>
    signingKey ? { 'x-inngest-signature': sign(body, signingKey, Math.floor(Date.now() / 1_000)) } : {};
  return {
    async call(fn, stepId, body) {
      const url = new URL(sdkUrl ?? fn.url);
      url.searchParams.set('fnId', fn.id);
      url.searchParams.set('stepId', stepId === '' ? 'step' : stepId);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-run-id': body.ctx.run_id, ...signature(body) },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(longestCallMs),
          redirect: 'error',
        });
        return readAnswer(response, await response.text());
      } catch (error) {
        return isRefused(error) ? { kind: 'away' } : { kind: 'lost', error: plainError(error) };
      }
    },
    async sync() {
      if (sdkUrl === undefined) return { outcome: 'away' };
      try {
        const response = await fetch(sdkUrl, {
          method: 'PUT',
          headers: signature(''),
          signal: AbortSignal.timeout(30_000),
        });
        const text = await response.text();
        if (response.status === 200) return { outcome: 'ok' };
        return { outcome: 'refused', reason: `The app answered ${response.status}: ${text.slice(0, 500)}` };
      } catch {
        return { outcome: 'away' };
      }
    },
  };
}

function readAnswer({ status, headers }: Response, text: string): Answer {
  const retryAfter = headers.get('retry-after');
  if (!headers.has('x-inngest-sdk'))
    return threw(`The answer (${status}) is not the SDK's`, text, retryAfter);
  const body = parseJson(text);
  if (status === 200) return { kind: 'returned', data: body ?? null };
  if (status === 206) {
    const ops = opsSchema.safeParse(body);
    if (ops.success) return { kind: 'ops', ops: ops.data, retryAfter };
    return threw('The operations of the SDK can not be read', text, retryAfter);
  }
  if (headers.get('x-inngest-no-retry') === 'true') return { kind: 'failed', error: body ?? text };
  return body === undefined
    ? threw(`The SDK answered ${status}`, text, retryAfter)
    : { kind: 'threw', error: body, retryAfter };
}

const threw = (message: string, text: string, retryAfter: string | null): Answer => ({
  kind: 'threw',
  error: { name: 'Error', message: `${message}: ${text.slice(0, 200)}`, __serialized: true },
  retryAfter,
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error;

const isRefused = (error: unknown): boolean => {
  const cause = causeOf(error);
  return (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ECONNREFUSED' || cause.code === 'UND_ERR_CONNECT_TIMEOUT')
  );
};

const plainError = (error: unknown) => {
  const cause = causeOf(error);
  return {
    name: 'Error',
    message: `The call was cut off: ${cause instanceof Error ? cause.message : String(cause)}`,
    __serialized: true,
  };
};
