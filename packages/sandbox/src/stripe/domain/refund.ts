import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { priceOf } from '../price.ts';
import { invalidRequest } from '../refusals.ts';
import { isRefundable } from './dispute.ts';
import { changedFrom, type Happening, happened } from './happening.ts';
import { type Means, refundsBy } from './payment-method.ts';

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

type Circumstances = {
  readonly means: Means;
  readonly disputes: readonly Stripe.Dispute[];
  readonly now: number;
};

/**
 * Sends money of a charge back; what can't be sent back is refused.
 * @throws StripeRefusal 400
 */
export function refund(
  charge: Stripe.Charge,
  { amount, reason, metadata }: Wanted,
  { means, disputes, now }: Circumstances,
): RefundOutcome {
  if (!isRefundable(disputes)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
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
  const pending = refundsBy(means) === 'pending';
  const made: Stripe.Refund = {
    id: newStripeId(means.kind === 'card' ? 're_3' : 'pyr_1'),
    object: 'refund',
    amount: sent,
    balance_transaction: newStripeId('txn_3'),
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: destinationOf(means),
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
    happenings: [happened('refund.created', made), changedFrom('charge.refunded', charge, lessened)],
  };
}

const destinationOf = (means: Means): Stripe.Refund.DestinationDetails => {
  if (means.kind === 'card') {
    const card = {
      type: 'refund',
      reference_status: 'pending',
      reference_type: 'acquirer_reference_number',
    } as const;
    return { type: 'card', card };
  }
  const transfer = { reference: null, reference_status: 'pending' };
  return means.account.type === 'sepa_debit'
    ? { type: 'eu_bank_transfer', eu_bank_transfer: transfer }
    : { type: 'us_bank_transfer', us_bank_transfer: transfer };
};

/** The payer's bank has taken the money in. */
export function refundArrived(refund: Stripe.Refund, charge: Stripe.Charge): RefundOutcome {
  if (refund.status !== 'pending') return { refund, charge, happenings: [] };
  const { pending_reason: _settled, ...rest } = refund;
  const succeeded: Stripe.Refund = { ...rest, status: 'succeeded' };
  return { refund: succeeded, charge, happenings: [changedFrom('refund.updated', refund, succeeded)] };
}

/** The payer's bank has sent the money back to us, maybe long after it seemed to have arrived. */
export function refundReturned(refund: Stripe.Refund, charge: Stripe.Charge): RefundOutcome {
  if (refund.status === 'failed') return { refund, charge, happenings: [] };
  const { pending_reason: _failed, ...rest } = refund;
  const failed: Stripe.Refund = {
    ...rest,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: newStripeId('txn_3'),
  };
  return {
    refund: failed,
    charge: withRefunded(charge, charge.amount_refunded - refund.amount),
    happenings: [changedFrom('refund.updated', refund, failed), happened('refund.failed', failed)],
  };
}

const withRefunded = (charge: Stripe.Charge, amount: number): Stripe.Charge => ({
  ...charge,
  amount_refunded: amount,
  refunded: amount === charge.amount_captured,
});
