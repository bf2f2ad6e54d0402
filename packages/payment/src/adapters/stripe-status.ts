import type Stripe from 'stripe';
import type { Dispute, ToldDispute } from '../domain/dispute.ts';
import type { Intent, IntentState } from '../domain/intent.ts';
import type { SentRefund } from '../domain/refund.ts';

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
export function toRefundOutcome(refund: Stripe.Refund): SentRefund['outcome'] {
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

/** A refund as Stripe lists it. `env` tells whether the ids in its metadata are of this deployment. */
export const toSentRefund = (refund: Stripe.Refund, env: string): SentRefund => ({
  refundId: refund.metadata?.env === env ? refund.metadata.refundId : undefined,
  amount: refund.amount,
  currency: refund.currency.toUpperCase(),
  outcome: toRefundOutcome(refund),
});

/** A dispute in our words. */
export const toDispute = (dispute: Stripe.Dispute): ToldDispute => ({
  disputeId: dispute.id,
  amount: dispute.amount,
  currency: dispute.currency.toUpperCase(),
  reason: dispute.reason.replaceAll('_', ' '),
  status: disputeStatusOf(dispute),
  openedAt: new Date(dispute.created * 1000),
});

function disputeStatusOf({ id, status }: Stripe.Dispute): Dispute['status'] {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'INQUIRY';
    case 'needs_response':
    case 'under_review':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'OPEN';
    case 'warning_closed':
    case 'won':
      return 'WON';
    // "prevented" means that the bank's own scheme paid the student back before it came to a dispute.
    case 'prevented':
    case 'lost':
      return 'LOST';
    default:
      throw new Error(`Stripe gave dispute ${id} the unknown status ${status}`);
  }
}
