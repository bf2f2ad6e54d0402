import { type Clock, DomainError } from '@halfpast/kernel';
import Stripe from 'stripe';
import { z } from 'zod';
import type { ReadWebhook, WebhookDelivery, WebhookEvent } from '../use-cases/ports.ts';
import { toIntent } from './stripe-status.ts';

type Deps = {
  readonly stripe: Pick<Stripe, 'webhooks'>;
  /** Each secret that is valid now: two while one is being rolled. */
  readonly webhookSecrets: readonly string[];
  readonly clock: Clock;
};

const toleranceSeconds = 300;
const kinds = {
  'payment_intent.succeeded': 'SUCCEEDED',
  'payment_intent.payment_failed': 'FAILED',
  'payment_intent.processing': 'PROCESSING',
  'payment_intent.canceled': 'CANCELED',
} as const;

/** The kinds of events that mean something to us: those that the endpoint at Stripe is set up for. */
export const heardTypes = [
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.canceled',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const;

/** Reads a delivery after its signature, made of the raw body and of the moment it was sent, has been verified. */
export const stripeWebhook =
  (deps: Deps): ReadWebhook =>
  (delivery) => {
    const event = verified(deps, delivery);
    if (!envelope.safeParse(event).success)
      throw new DomainError('BAD_USER_INPUT', 'This webhook is no event');
    return toWebhookEvent(event);
  };

/** What each event has; without it the same again would be no better. */
const envelope = z.object({ id: z.string(), type: z.string(), data: z.object({ object: z.object() }) });

/** An event of Stripe's in our words, delivered or looked up. */
export function toWebhookEvent(event: Stripe.Event): WebhookEvent {
  const { id: eventId, type } = event;
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.processing':
    case 'payment_intent.canceled':
      return { kind: kinds[event.type], eventId, type, intent: toIntent(event.data.object) };
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const { id, payment_intent } = event.data.object;
      return { kind: 'REFUND', eventId, type, stripeRefundId: id, ...of(payment_intent) };
    }
    case 'charge.refunded':
      return { kind: 'CHARGE_REFUNDED', eventId, type, ...of(event.data.object.payment_intent) };
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed': {
      const { id, payment_intent } = event.data.object;
      return { kind: 'DISPUTE', eventId, type, disputeId: id, ...of(payment_intent) };
    }
    default:
      return { kind: 'OTHER', eventId, type };
  }
}

const of = (intent: string | Stripe.PaymentIntent | null) => ({
  stripePaymentIntentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
});

function verified(
  { stripe, webhookSecrets, clock }: Deps,
  { rawBody, signature }: WebhookDelivery,
): Stripe.Event {
  for (const secret of webhookSecrets) {
    try {
      const receivedAt = clock().getTime();
      return stripe.webhooks.constructEvent(
        rawBody,
        signature ?? '',
        secret,
        toleranceSeconds,
        undefined,
        receivedAt,
      );
    } catch (error) {
      if (error instanceof SyntaxError) throw new DomainError('BAD_USER_INPUT', 'This webhook is no JSON');
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  throw new DomainError('BAD_USER_INPUT', 'This is no webhook of Stripe, or it is too old');
}
