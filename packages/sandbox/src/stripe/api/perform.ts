import type { Database } from '../database.ts';
import { type Ledger, ledgerOf } from '../ledger.ts';
import { StripeRefusal } from '../refusals.ts';
import type { Letter } from '../webhooks/letter.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { claimKey, type StoredAnswer, storeAnswer } from './idempotency.ts';
import { answerOf } from './intent-access.ts';

type Deps = {
  readonly database: Database;
  readonly send: (letters: readonly Letter[]) => void;
  readonly wants: (type: string) => boolean;
};

/**
 * Carries an endpoint out. A POST is one transaction over its idempotency key, its objects, its events and its answer;
 * the events leave once that is committed.
 */
export const performIn =
  ({ database, send, wants }: Deps) =>
  async (endpoint: Endpoint, call: Call): Promise<StoredAnswer> => {
    const work = endpoint(call);
    if (call.method === 'GET') return rendered(await work(ledgerOf(database.pool, call.now)), call);
    const { answer, letters } = await database.transaction(async (client) => {
      const key = call.idempotencyKey;
      const stored = key === null ? undefined : await claimKey(client, key, call);
      if (stored) return { answer: stored, letters: [] };
      const ledger = ledgerOf(client, call.now, wants);
      const answer = rendered(await outcomeOf(work, ledger, call), call);
      if (key !== null) await storeAnswer(client, key, { call, answer });
      return { answer, letters: ledger.letters };
    });
    send(letters);
    return answer;
  };

/** A refusal is an outcome like any other, unless something was written before it: then all of that is undone. */
async function outcomeOf(
  work: (ledger: Ledger) => Promise<Answer>,
  ledger: Ledger,
  call: Call,
): Promise<Answer> {
  try {
    return await work(ledger);
  } catch (error) {
    if (error instanceof StripeRefusal && ledger.letters.length === 0) return answerOf(error, call);
    throw error;
  }
}

const rendered = ({ status, body }: Answer, { requestId }: Call): StoredAnswer => ({
  status,
  body: JSON.stringify(body, undefined, 2),
  requestId,
});
