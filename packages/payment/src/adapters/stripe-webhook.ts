import { type Clock, DomainError } from '@halfpast/kernel';
import Stripe from 'stripe';
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

/** Reads a delivery after its signature, made of the raw body and of the moment it was sent, has been verified. */
export const stripeWebhook =
  (deps: Deps): ReadWebhook =>
  (delivery) => {
    const event = verified(deps, delivery);
    switch (event.type) {
      case 'payment_intent.succeeded':
      case 'payment_intent.payment_failed':
      case 'payment_intent.processing':
      case 'payment_intent.canceled':
        return told(event.id, event.type, event.data.object);
      default:
        return { kind: 'OTHER', eventId: event.id, type: event.type };
    }
  };

const told = (eventId: string, type: keyof typeof kinds, intent: Stripe.PaymentIntent): WebhookEvent => ({
  kind: kinds[type],
  eventId,
  type,
  intent: toIntent(intent),
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
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  throw new DomainError('BAD_USER_INPUT', 'This is no webhook of Stripe, or it is too old');
}
