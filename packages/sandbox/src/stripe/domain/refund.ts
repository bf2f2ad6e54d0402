import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { priceOf } from '../price.ts';
import { invalidRequest } from '../refusals.ts';
import type { TestCard } from './cards.ts';
import { type Happening, happened } from './happening.ts';

export type RefundOutcome = {
  readonly refund: Stripe.Refund;
  readonly charge: Stripe.Charge;
  readonly happenings: readonly Happening[];
};

type Wanted = {
  readonly amount?: number | undefined;
  readonly reason?: Stripe.Refund.Reason | undefined;
  readonly metadata?: Record<string, string> | undefined;
};

/**
 * Sends money of a charge back; what can't be sent back is refused.
 * @throws StripeRefusal 400
 */
export function refund(
  charge: Stripe.Charge,
  { amount, reason, metadata }: Wanted,
  { card, now }: { readonly card: TestCard; readonly now: number },
): RefundOutcome {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const sent = amount ?? left;
  if (sent > left) {
    throw invalidRequest(
      `Refund amount (${priceOf({ ...charge, amount: sent })}) is greater than unrefunded amount on charge (${priceOf({ ...charge, amount: left })})`,
      { param: 'amount' },
    );
  }
  const pending = card.refund === 'pending';
  const made: Stripe.Refund = {
    id: newStripeId('re_3'),
    object: 'refund',
    amount: sent,
    balance_transaction: newStripeId('txn_3'),
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      type: 'card',
      card: { type: 'refund', reference_status: 'pending', reference_type: 'acquirer_reference_number' },
    },
    metadata: metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending ? { pending_reason: 'processing' } : {}),
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const lessened = withRefunded(charge, charge.amount_refunded + sent);
  return {
    refund: made,
    charge: lessened,
    happenings: [happened('refund.created', made), happened('charge.refunded', lessened)],
  };
}

/** What the card's bank says of a refund some time later. */
export function settle(refund: Stripe.Refund, charge: Stripe.Charge, card: TestCard): RefundOutcome {
  if (card.refund === 'fails') {
    const failed: Stripe.Refund = {
      ...refund,
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: newStripeId('txn_3'),
    };
    return {
      refund: failed,
      charge: withRefunded(charge, charge.amount_refunded - refund.amount),
      happenings: [happened('refund.updated', failed), happened('refund.failed', failed)],
    };
  }
  const { pending_reason: _settled, ...rest } = refund;
  const succeeded: Stripe.Refund = { ...rest, status: 'succeeded' };
  return { refund: succeeded, charge, happenings: [happened('refund.updated', succeeded)] };
}

const withRefunded = (charge: Stripe.Charge, amount: number): Stripe.Charge => ({
  ...charge,
  amount_refunded: amount,
  refunded: amount === charge.amount_captured,
});
