import { setTimeout as sleep } from 'node:timers/promises';
import { brokenOnPurpose, rateLimited } from '../faults/api-faults.ts';
import type { ApiFault } from '../faults/order.ts';
import type { Call, Endpoint } from './call.ts';
import type { StoredAnswer } from './idempotency.ts';

/** The connection ends without an answer; what was to be done is done. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

type Perform = (endpoint: Endpoint, call: Call) => Promise<StoredAnswer>;

/**
 * Carries an endpoint out as the fault has it.
 * @throws StripeRefusal 429 or 500 that no key keeps
 * @throws AnswerLost
 */
export async function performUnder(
  fault: ApiFault | undefined,
  perform: Perform,
  [endpoint, call]: readonly [Endpoint, Call],
): Promise<StoredAnswer> {
  switch (fault?.fault) {
    case undefined:
      return perform(endpoint, call);
    case '429':
      throw rateLimited();
    case '500':
      if (fault.stored) return perform(brokenAfterChecking(endpoint), call);
      throw brokenOnPurpose();
    case '500_after':
      await perform(endpoint, call);
      throw brokenOnPurpose();
    case 'answer_lost':
      await perform(endpoint, call);
      throw new AnswerLost();
    case 'slow':
      await sleep(fault.delay_ms);
      return perform(endpoint, call);
  }
}

/** What breaks while it is carried out is kept under the key like any other outcome; what is wrong as such is not. */
const brokenAfterChecking =
  (endpoint: Endpoint): Endpoint =>
  (call) => {
    endpoint(call);
    return async () => {
      throw brokenOnPurpose();
    };
  };
