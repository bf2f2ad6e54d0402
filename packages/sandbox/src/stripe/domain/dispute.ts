import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { changedFrom, type Happening, happened } from './happening.ts';
import { noEvidence } from './no-evidence.ts';

/** What a payer tells the bank about a charge. An inquiry only asks: it takes no money away yet. */
export type Complaint = {
  readonly reason: string;
  readonly inquiry?: boolean;
  /** Of the charge's amount, in percent; all of it if not given. */
  readonly percent?: number;
};

export type DisputeOutcome = { readonly dispute: Stripe.Dispute; readonly happenings: readonly Happening[] };

/** Money that the bank may still leave where it is, or has left there. */
const refundableIn = ['warning_needs_response', 'warning_under_review', 'warning_closed', 'won', 'prevented'];

/** Whether the money of a charge with these disputes can be sent back; else the bank has taken it. */
export const isRefundable = (disputes: readonly Stripe.Dispute[]): boolean =>
  disputes.every(({ status }) => refundableIn.includes(status));

const answerWithinSeconds = 9 * 24 * 3_600;

/** The bank takes the money back, or asks about it. */
export function raise(charge: Stripe.Charge, complaint: Complaint, now: number): DisputeOutcome {
  const amount = Math.ceil((charge.amount * (complaint.percent ?? 100)) / 100);
  const brand = charge.payment_method_details?.card?.brand;
  const asked: Stripe.Dispute = {
    id: newStripeId('du_1'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: now + answerWithinSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: true,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(brand
      ? {
          payment_method_details: {
            type: 'card',
            card: {
              brand,
              case_type: complaint.inquiry ? 'inquiry' : 'chargeback',
              network: brand,
              network_reason_code: '83',
            },
          },
        }
      : {}),
    reason: complaint.reason,
    status: 'warning_needs_response',
  };
  if (complaint.inquiry) return { dispute: asked, happenings: [happened('charge.dispute.created', asked)] };
  const dispute = withdrawn(asked, now);
  return {
    dispute,
    happenings: [
      happened('charge.dispute.created', dispute),
      happened('charge.dispute.funds_withdrawn', dispute),
    ],
  };
}

/** How the bank decided: `escalated` makes a chargeback of an inquiry. */
export type Verdict = 'won' | 'lost' | 'escalated';

/** The bank has decided; what was decided before stays. */
export function decide(dispute: Stripe.Dispute, verdict: Verdict, now: number): DisputeOutcome {
  if (!isOpen(dispute)) return { dispute, happenings: [] };
  if (isInquiry(dispute)) {
    return verdict === 'escalated'
      ? escalated(dispute, now)
      : closed({ ...dispute, status: 'warning_closed' });
  }
  if (verdict !== 'won') return closed({ ...dispute, status: 'lost' });
  const won: Stripe.Dispute = {
    ...dispute,
    status: 'won',
    is_charge_refundable: true,
    balance_transactions: [...dispute.balance_transactions, moved(dispute, dispute.amount, now)],
  };
  return {
    dispute: won,
    happenings: [happened('charge.dispute.funds_reinstated', won), happened('charge.dispute.closed', won)],
  };
}

export const isOpen = ({ status }: Stripe.Dispute): boolean =>
  ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'].includes(status);

export const isInquiry = ({ status }: Stripe.Dispute): boolean => status.startsWith('warning_');

const closed = (dispute: Stripe.Dispute): DisputeOutcome => ({
  dispute,
  happenings: [happened('charge.dispute.closed', dispute)],
});

function escalated(inquiry: Stripe.Dispute, now: number): DisputeOutcome {
  const dispute = withdrawn(inquiry, now);
  return {
    dispute,
    happenings: [
      changedFrom('charge.dispute.updated', inquiry, dispute),
      happened('charge.dispute.funds_withdrawn', dispute),
    ],
  };
}

const withdrawn = (dispute: Stripe.Dispute, now: number): Stripe.Dispute => ({
  ...dispute,
  status: 'needs_response',
  is_charge_refundable: false,
  balance_transactions: [moved(dispute, -dispute.amount, now)],
});

const disputeFee = 1_500;

function moved(
  { id, currency, charge }: Stripe.Dispute,
  amount: number,
  now: number,
): Stripe.BalanceTransaction {
  const fee = amount < 0 ? disputeFee : 0;
  return {
    id: newStripeId('txn_3'),
    object: 'balance_transaction',
    amount,
    available_on: now,
    balance_type: 'payments',
    created: now,
    currency,
    description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${String(charge)}`,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: 'Dispute fee', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
    source: id,
    status: 'available',
    type: 'adjustment',
  };
}
