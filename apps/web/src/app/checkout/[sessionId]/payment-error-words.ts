import type { StripeError } from '@stripe/stripe-js';

/** Why a payment failed, for the payer. Only messages about the card are written for them by Stripe. */
export function paymentErrorWords(error: Pick<StripeError, 'type' | 'code' | 'message'> | undefined): string {
  const isTheirs =
    error?.type === 'card_error' ||
    error?.type === 'validation_error' ||
    error?.code === 'payment_intent_authentication_failure';
  return (isTheirs && error?.message) || 'We couldn’t reach the payment service.';
}
