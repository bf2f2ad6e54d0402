import { plusMinutes } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import Stripe from 'stripe';
import { metadataFor } from '../domain/intent.ts';
import type { Payment } from '../domain/payment.ts';
import type { Refund } from '../domain/refund.ts';
import type { OpenedIntent, PaymentGateway } from '../use-cases/ports.ts';
import { unavailable } from '../use-cases/unavailable.ts';
import { refusalOf } from './stripe-failure.ts';
import { toDispute, toIntent, toRefundOutcome, toSentRefund } from './stripe-status.ts';
import { heardTypes, toWebhookEvent } from './stripe-webhook.ts';

type Deps = {
  readonly stripe: Pick<Stripe, 'paymentIntents' | 'refunds' | 'disputes' | 'events'>;
  readonly deployment: string;
  readonly logger: Logger;
};

/** Stripe's API, as far as payments need it. */
export const stripeGateway = ({ stripe, deployment, logger }: Deps): PaymentGateway => {
  const refusal = (call: string) => (error: unknown) => refusalOf(error, call, logger);
  /** A read that failed for whatever reason has told nothing. */
  const unread = (call: string) => (error: unknown) => {
    refusalOf(error, call, logger);
    throw unavailable(new Error(`${call} was refused`));
  };
  const missingOr = (call: string) => (error: unknown) =>
    isMissing(error) ? undefined : unread(call)(error);

  return {
    createIntent: (payment) =>
      stripe.paymentIntents
        .create(intentParams(payment, deployment), {
          idempotencyKey: `pi:create:${payment.sessionId}:${payment.attempt}`,
        })
        .then(
          (intent) => ({ kind: 'CREATED' as const, ...toOpened(intent) }),
          refusal('create payment intent'),
        ),

    retrieveIntent: (id) =>
      stripe.paymentIntents.retrieve(id).then(toOpened, missingOr('read payment intent')),

    async findIntent(payment) {
      const listed = stripe.paymentIntents.list({ created: lifeOfKey(payment), limit: 100 });
      let found: Stripe.PaymentIntent | undefined;
      await listed
        .autoPagingEach((intent) => {
          if (isFor(intent, payment, deployment)) found = intent;
          return found === undefined;
        })
        .catch(unread('list payment intents'));
      return found && toOpened(found);
    },

    // No key of ours: a stored refusal would be replayed for a day, long after the intent could be canceled.
    cancelIntent: (id) =>
      stripe.paymentIntents
        .cancel(id)
        .then(toIntent, (error) => void refusalOf(error, 'cancel payment intent', logger)),

    createRefund: (refund, intentId) =>
      stripe.refunds
        .create(refundParams(refund, intentId, deployment), {
          idempotencyKey: `refund:${refund.paymentId}:${refund.attempt}`,
        })
        .then(
          (sent) => ({ kind: 'SENT' as const, outcome: toRefundOutcome(sent) }),
          (error) => {
            const answer = refusalOf(error, 'refund', logger);
            return answer.kind === 'REFUSED' && answer.code === 'charge_already_refunded'
              ? { kind: 'ALREADY_REFUNDED' as const }
              : answer;
          },
        ),

    listRefunds: (intentId) =>
      stripe.refunds
        .list({ payment_intent: intentId, limit: 100 })
        .then(({ data }) => data.map((sent) => toSentRefund(sent, deployment)), unread('list refunds')),

    retrieveRefund: (id) =>
      stripe.refunds.retrieve(id).then((sent) => toSentRefund(sent, deployment), missingOr('read refund')),

    async listEvents(from, until) {
      const created = { gte: seconds(from), lte: seconds(until) };
      const events: Stripe.Event[] = [];
      await stripe.events
        .list({ created, types: [...heardTypes], limit: 100 })
        .autoPagingEach((event) => void events.push(event))
        .catch(unread('list events'));
      return events
        .reverse()
        .map((event) => ({ event: toWebhookEvent(event), createdAt: new Date(event.created * 1000) }));
    },

    listDisputes: (intentId) =>
      stripe.disputes
        .list({ payment_intent: intentId, limit: 100 })
        .then(({ data }) => data.map(toDispute), unread('list disputes')),

    retrieveDispute: (id) => stripe.disputes.retrieve(id).then(toDispute, missingOr('read dispute')),
  };
};

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

function toOpened(intent: Stripe.PaymentIntent): OpenedIntent {
  if (intent.client_secret === null) throw new Error(`Stripe gave no secret of PaymentIntent ${intent.id}`);
  return { intent: toIntent(intent), clientSecret: intent.client_secret };
}

const intentParams = (payment: Payment, deployment: string): Stripe.PaymentIntentCreateParams => ({
  amount: payment.amount,
  currency: payment.currency.toLowerCase(),
  description: payment.description,
  automatic_payment_methods: { enabled: true },
  ...(payment.excludedMethods.length > 0 && { excluded_payment_method_types: [...payment.excludedMethods] }),
  metadata: metadataFor(payment, deployment),
});

const refundParams = (refund: Refund, intentId: string, env: string): Stripe.RefundCreateParams => ({
  payment_intent: intentId,
  amount: refund.amount,
  reason: 'requested_by_customer',
  metadata: { env, paymentId: refund.paymentId, refundId: refund.refundId },
});

const isFor = ({ metadata }: Stripe.PaymentIntent, { paymentId }: Payment, deployment: string): boolean =>
  metadata.env === deployment && metadata.paymentId === paymentId;

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** When the intent of this attempt can have been made: Stripe's clock and ours may differ a little. */
function lifeOfKey({ firstTriedAt, createdAt }: Payment): { gte: number; lte: number } {
  const start = firstTriedAt ?? createdAt;
  return { gte: seconds(plusMinutes(start, -10)), lte: seconds(plusMinutes(start, 48 * 60)) };
}
