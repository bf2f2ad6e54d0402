import type Stripe from 'stripe';
import { unexpectedState } from '../refusals.ts';
import type { Outcome } from './confirm.ts';
import { happened } from './happening.ts';

const cancelable = [
  'requires_payment_method',
  'requires_capture',
  'requires_reauthorization',
  'requires_confirmation',
  'requires_action',
  'expired',
  'processing',
];

/**
 * Closes the intent for good: no money can come through it any more.
 * @throws StripeRefusal 400 when it was paid or canceled already
 */
export function cancel(
  intent: Stripe.PaymentIntent,
  { reason, now }: { reason: Stripe.PaymentIntent.CancellationReason | null; now: number },
): Outcome {
  if (!cancelable.includes(intent.status) || isAtTheBank(intent)) {
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${cancelable.join(', ')}.`,
      intent,
    );
  }
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    status: 'canceled',
    canceled_at: now,
    cancellation_reason: reason,
    next_action: null,
  };
  return { intent: canceled, happenings: [happened('payment_intent.canceled', canceled)] };
}

/** A SEPA debit that is under way can't be called back; one of an American account can, until it is paid. */
const isAtTheBank = ({ status, payment_method_types }: Stripe.PaymentIntent): boolean =>
  status === 'processing' && payment_method_types.includes('sepa_debit');
