import type { ToldDispute } from '../domain/dispute.ts';
import type { Intent, IntentState } from '../domain/intent.ts';
import { metadataFor } from '../domain/intent.ts';
import type { SentRefund } from '../domain/refund.ts';
import type { OpenedIntent, PaymentGateway, Refusal, WebhookEvent } from '../use-cases/ports.ts';
import { unavailable } from '../use-cases/unavailable.ts';

/** What goes wrong with one call: it never arrives, its answer never comes back, or Stripe says no. */
export type Fault = 'request lost' | 'answer lost' | 'refused' | 'key reused';

const refusal: Refusal = { kind: 'REFUSED', code: 'parameter_invalid' };

/** Stripe with its idempotency keys, without HTTP. Takes one fault for each call, if one is there. */
export function stripeInMemory(tick: () => Promise<void> = async () => {}) {
  const intents = new Map<string, Intent>();
  const refunds = new Map<string, SentRefund & { stripePaymentIntentId: string }>();
  const events: { event: WebhookEvent; createdAt: Date }[] = [];
  const disputes = new Map<string, ToldDispute>();
  const answers = new Map<string, string | Refusal>();
  const faults: (Fault | undefined)[] = [];
  const calls: string[] = [];
  let refundOutcome: SentRefund['outcome']['status'] | 'already refunded' | 'disputed' = 'SUCCEEDED';

  /** Makes the call, with the fault that is next in line. */
  async function call<T>(name: string, answer: (fault: Fault | undefined) => T): Promise<T> {
    calls.push(name);
    const fault = faults.shift();
    await tick();
    if (fault === 'request lost') throw unavailable(new Error(`${name}: request lost`));
    const made = answer(fault);
    await tick();
    if (fault === 'answer lost') throw unavailable(new Error(`${name}: answer lost`));
    return made;
  }

  const openedIntent = (id: string): OpenedIntent | undefined => {
    const intent = intents.get(id);
    return intent && { intent, clientSecret: `${id}_secret` };
  };

  const setState = (id: string, state: IntentState) => {
    const intent = intents.get(id);
    if (intent) intents.set(id, { ...intent, state });
  };

  const gateway: PaymentGateway = {
    createIntent: (payment) =>
      call(`create ${payment.attempt}`, (fault) => {
        if (fault === 'key reused') return { kind: 'KEY_REUSED' as const };
        const key = `${payment.sessionId}:${payment.attempt}`;
        const id = `pi_${intents.size + 1}`;
        const answer = answers.get(key) ?? (fault === 'refused' ? refusal : id);
        answers.set(key, answer);
        if (typeof answer !== 'string') return answer;
        const state = { status: 'OPEN' as const, failureCode: null };
        const intent = { stripePaymentIntentId: answer, metadata: metadataFor(payment, 'test'), state };
        if (answer === id) intents.set(id, intent);
        // A replay tells what was true when the intent was made.
        return { kind: 'CREATED' as const, intent, clientSecret: `${answer}_secret` };
      }),
    retrieveIntent: (id) => call('retrieve', () => openedIntent(id)),
    findIntent: ({ paymentId }) =>
      call('find', () => {
        const intent = [...intents.values()].find(({ metadata }) => metadata.paymentId === paymentId);
        return intent && openedIntent(intent.stripePaymentIntentId);
      }),
    cancelIntent: (id) =>
      call('cancel', () => {
        if (intents.get(id)?.state.status !== 'OPEN') return undefined;
        setState(id, { status: 'CANCELED' });
        return intents.get(id);
      }),
    createRefund: (refund, stripePaymentIntentId) =>
      call(`refund ${refund.attempt}`, (fault) => {
        if (fault === 'key reused') return { kind: 'KEY_REUSED' as const };
        const key = `${refund.paymentId}:${refund.attempt}`;
        if (refundOutcome === 'already refunded') return { kind: 'ALREADY_REFUNDED' as const };
        if (refundOutcome === 'disputed') return { kind: 'REFUSED' as const, code: 'charge_disputed' };
        const id = `re_${refunds.size + 1}`;
        const answer = answers.get(key) ?? (fault === 'refused' ? refusal : id);
        answers.set(key, answer);
        if (typeof answer !== 'string') return answer;
        const outcome: SentRefund['outcome'] =
          refundOutcome === 'FAILED'
            ? { status: 'FAILED', stripeRefundId: answer, failureCode: 'declined' }
            : { status: refundOutcome, stripeRefundId: answer };
        const { refundId, amount, currency } = refund;
        if (answer === id) refunds.set(id, { refundId, amount, currency, stripePaymentIntentId, outcome });
        return { kind: 'SENT' as const, outcome };
      }),
    listRefunds: (id) =>
      call('list refunds', () => [...refunds.values()].filter((sent) => sent.stripePaymentIntentId === id)),
    retrieveRefund: (id) => call('retrieve refund', () => refunds.get(id)),
    listEvents: (from, until) =>
      call('list events', () => events.filter(({ createdAt }) => from <= createdAt && createdAt <= until)),
    listDisputes: () => call('list disputes', () => [...disputes.values()]),
    retrieveDispute: (id) => call('retrieve dispute', () => disputes.get(id)),
  };

  return {
    gateway,
    intents,
    refunds,
    disputes,
    events,
    faults,
    calls,
    setState,
    /** What becomes of the refunds that are made from now on. */
    refundsBecome(outcome: typeof refundOutcome) {
      refundOutcome = outcome;
    },
  };
}
