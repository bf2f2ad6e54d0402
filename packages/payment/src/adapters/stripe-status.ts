import type Stripe from 'stripe';
import type { Intent, IntentState } from '../domain/intent.ts';
import type { RefundOutcome } from '../domain/refund.ts';

/** A PaymentIntent in our words. Its client secret stays behind. */
export const toIntent = (intent: Stripe.PaymentIntent): Intent => ({
  stripePaymentIntentId: intent.id,
  metadata: { ...intent.metadata },
  state: stateOf(intent),
});

function stateOf(intent: Stripe.PaymentIntent): IntentState {
  switch (intent.status) {
    case 'requires_payment_method':
      return { status: 'OPEN', failureCode: failureCodeOf(intent.last_payment_error) };
    case 'requires_confirmation':
    case 'requires_action':
    case 'requires_capture':
      return { status: 'OPEN', failureCode: null };
    case 'processing':
      return { status: 'PROCESSING' };
    case 'canceled':
      return { status: 'CANCELED' };
    case 'succeeded':
      return {
        status: 'SUCCEEDED',
        amountReceived: intent.amount_received,
        currencyReceived: intent.currency.toUpperCase(),
      };
    default:
      throw new Error(`Stripe gave PaymentIntent ${intent.id} the unknown status ${intent.status}`);
  }
}

/** The issuer's reason if there is one: it says more than "card_declined". */
const failureCodeOf = (error: Stripe.PaymentIntent['last_payment_error']): string | null =>
  error ? (error.decline_code ?? error.code ?? error.type) : null;

/** A refund in our words; Stripe's "canceled" is a refund that didn't happen. */
export function toRefundOutcome(refund: Stripe.Refund): RefundOutcome {
  switch (refund.status) {
    case 'pending':
    case 'requires_action':
      return { status: 'PENDING', stripeRefundId: refund.id };
    case 'succeeded':
      return { status: 'SUCCEEDED', stripeRefundId: refund.id };
    case 'failed':
    case 'canceled':
      return {
        status: 'FAILED',
        stripeRefundId: refund.id,
        failureCode: refund.failure_reason ?? refund.status,
      };
    default:
      throw new Error(`Stripe gave refund ${refund.id} the unknown status ${refund.status}`);
  }
}
