import type { Logger } from '@halfpast/kernel/logger';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/next';
import { NextRequest } from 'next/server';
import type { Env } from './env.ts';

/** A client of the Inngest that `env` names. */
export const createInngest = (env: Env, logger: Logger): Inngest =>
  new Inngest({
    id: 'halfpast',
    isDev: false, // signatures are checked on one's own machine, too
    eventKey: env.INNGEST_EVENT_KEY,
    signingKey: env.INNGEST_SIGNING_KEY,
    internalLogger: inOurWords(logger),
    // Steps are reported in one go: a crash repeats some that were done, and each may be repeated.
    checkpointing: { bufferedSteps: 10 },
    ...(env.INNGEST_BASE_URL ? { baseUrl: env.INNGEST_BASE_URL } : {}),
  });

/** The door through which Inngest calls `functions`; the SDK checks its signature. */
export function inngestDoor(client: Inngest, functions: readonly InngestFunction.Any[]) {
  const handler = serve({ client, functions });
  return (request: Request): Promise<Response> => handler(new NextRequest(request), undefined);
}

/** The SDK tells what went wrong as a message, or as fields and a message. What it tells of its doings is left out. */
function inOurWords(logger: Logger) {
  const at = (level: 'warn' | 'error') => (first: unknown, second?: unknown) => {
    if (typeof first === 'object' && first !== null) logger[level](first, `Inngest: ${second ?? ''}`);
    else logger[level]({}, `Inngest: ${first}`);
  };
  return { debug() {}, info() {}, warn: at('warn'), error: at('error') };
}
