import { plusMinutes } from '@halfpast/kernel';

/** One attempt to send money back; frozen before the call, so that each repeat sends the same. */
type Sending = {
  readonly refundId: string;
  readonly paymentId: string;
  /** Part of the idempotency key; null for a refund that was made elsewhere, in Stripe's dashboard say. */
  readonly attempt: number | null;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string | null;
  /** Not sent before this: a refusal isn't answered by asking again at once. */
  readonly sendAfter: Date;
  readonly createdAt: Date;
};
/** Without an id of Stripe's it may not have reached Stripe yet. */
type PendingRefund = Sending & { readonly status: 'PENDING'; readonly stripeRefundId: string | null };
type SucceededRefund = Sending & { readonly status: 'SUCCEEDED'; readonly stripeRefundId: string };
type FailedRefund = Sending & {
  readonly status: 'FAILED';
  readonly stripeRefundId: string | null;
  readonly failureCode: string;
};
export type Refund = PendingRefund | SucceededRefund | FailedRefund;
/** An attempt of ours that Stripe may not have yet. */
export type UnsentRefund = PendingRefund & { readonly attempt: number; readonly stripeRefundId: null };

/** What Stripe says of one attempt. */
export type RefundOutcome =
  | { readonly status: 'PENDING' | 'SUCCEEDED'; readonly stripeRefundId: string }
  | { readonly status: 'FAILED'; readonly stripeRefundId: string | null; readonly failureCode: string };

/** A refund as Stripe tells of it; `refundId` is ours, if it is one of ours. */
export type SentRefund = {
  readonly refundId: string | undefined;
  readonly amount: number;
  readonly currency: string;
  readonly outcome: RefundOutcome & { readonly stripeRefundId: string };
};

const rank: Record<Refund['status'], number> = { PENDING: 0, SUCCEEDED: 1, FAILED: 2 };

const longestPause = 6 * 60;

/** Minutes until the next attempt. What Stripe refuses twice it may refuse for days, and each attempt is a row to look at. */
export const pauseAfter = (attempt: number): number =>
  attempt < 2 ? 0 : Math.min(2 ** (attempt - 2), longestPause);

/** Whether Stripe has this attempt: then there is nothing left to send. */
export const isSent = (refund: Refund): boolean => refund.stripeRefundId !== null;

export const isUnsent = (refund: Refund): refund is UnsentRefund =>
  refund.status === 'PENDING' && refund.stripeRefundId === null && refund.attempt !== null;

/** Applies what Stripe says; a refund's status only rises. A success may fail later, never the other way. */
export function recordRefund(refund: Refund, outcome: RefundOutcome): Refund {
  const isNews =
    rank[outcome.status] > rank[refund.status] || (!isSent(refund) && refund.status === 'PENDING');
  if (!isNews) return refund;
  const { refundId, paymentId, attempt, amount, currency, reason, sendAfter, createdAt } = refund;
  return { refundId, paymentId, attempt, amount, currency, reason, sendAfter, createdAt, ...outcome };
}

/** Stripe keeps an idempotency key for a day: from here on, look for the refund before trying again. */
export const refundKeyMayBeForgotten = (refund: Refund, now: Date): boolean =>
  plusMinutes(refund.createdAt, 23 * 60) < now;
