import { formatMoney } from '@halfpast/kernel';
import type { Alert } from './alert.ts';
import type { Dispute } from './dispute.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';

type About = { readonly payment: Payment };

const about = ({ payment: { paymentId, sessionId } }: About) => ({ paymentId, sessionId });

/** A refund that Stripe failed to send, or took back. */
export const refundFailed = (account: About, refund: Refund): Alert => ({
  ...about(account),
  key: `refund-failed:${refund.refundId}`,
  kind: 'REFUND_FAILED',
  words: `A refund of ${formatMoney(refund)} failed${refund.status === 'FAILED' ? `: ${refund.failureCode}` : ''}. ${
    refund.attempt === null ? 'It was made in Stripe’s dashboard.' : 'It is tried again by itself.'
  }`,
});

/** A payment that became no lesson: all of it goes back. */
export const sentBack = (account: About, reason: string): Alert => ({
  ...about(account),
  key: `sent-back:${account.payment.paymentId}`,
  kind: 'PAYMENT_SENT_BACK',
  words: `A payment succeeded and became no lesson, so all of it is sent back. ${reason}`,
});

/** A refund that this system didn't make. */
export const madeElsewhere = (account: About, { amount, currency, stripeRefundId }: Refund): Alert => ({
  ...about(account),
  key: `refund-elsewhere:${stripeRefundId}`,
  kind: 'REFUND_MADE_ELSEWHERE',
  words: `Somebody refunded ${formatMoney({ amount, currency })} in Stripe’s dashboard. The session stays as it is.`,
});

const disputeKind = {
  INQUIRY: 'DISPUTE_OPENED',
  OPEN: 'DISPUTE_OPENED',
  WON: 'DISPUTE_WON',
  LOST: 'DISPUTE_LOST',
} as const;

const disputeWords: Record<Dispute['status'], string> = {
  INQUIRY: 'The bank asks about this payment. Answer it in Stripe’s dashboard.',
  OPEN: 'The payment is disputed. Answer it in Stripe’s dashboard; nothing is refunded until it is closed.',
  WON: 'The dispute was won. What is owed to the student is sent now.',
  LOST: 'The dispute was lost: the bank has given the money back, so nothing else is refunded.',
};

/** What has become of a dispute. */
export const disputeTold = (account: About, { disputeId, status, reason }: Dispute): Alert => ({
  ...about(account),
  key: `dispute:${disputeId}:${status}`,
  kind: disputeKind[status],
  words: `${disputeWords[status]} Reason given: ${reason}.`,
});
