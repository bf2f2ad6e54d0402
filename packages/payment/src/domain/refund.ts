import { plusMinutes } from '@halfpast/kernel';
import type { SucceededPayment } from './payment.ts';

/** One attempt to send money back; frozen before the call, so that each repeat sends the same. */
type Sending = {
  readonly refundId: string;
  readonly paymentId: string;
  readonly attempt: number;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string | null;
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

/** What Stripe says of one attempt. */
export type RefundOutcome =
  | { readonly status: 'PENDING' | 'SUCCEEDED'; readonly stripeRefundId: string }
  | { readonly status: 'FAILED'; readonly stripeRefundId: string | null; readonly failureCode: string };

const rank: Record<Refund['status'], number> = { PENDING: 0, SUCCEEDED: 1, FAILED: 2 };

/**
 * The attempt that counts: the last one, or after its failure a new one for all that was captured.
 * @returns nothing while the next attempt has to wait
 */
export function refundToSend(
  payment: SucceededPayment,
  refunds: readonly Refund[],
  { refundId, reason, now }: { refundId: string; reason: string; now: Date },
): Refund | undefined {
  const last = refunds.reduce<Refund | undefined>((a, b) => (a && a.attempt > b.attempt ? a : b), undefined);
  if (last && last.status !== 'FAILED') return last;
  if (last && now < plusMinutes(last.createdAt, pauseAfter(last.attempt))) return undefined;
  return {
    refundId,
    paymentId: payment.paymentId,
    attempt: (last?.attempt ?? 0) + 1,
    amount: payment.amountReceived,
    currency: payment.currencyReceived,
    reason,
    createdAt: now,
    status: 'PENDING',
    stripeRefundId: null,
  };
}

const longestPause = 6 * 60;

/** Minutes until the next attempt. What Stripe refuses twice it may refuse for days, and each attempt is a row to look at. */
const pauseAfter = (attempt: number): number =>
  attempt < 2 ? 0 : Math.min(2 ** (attempt - 2), longestPause);

/** Whether Stripe has this attempt: then there is nothing left to send. */
export const isSent = (refund: Refund): boolean => refund.stripeRefundId !== null;

/** Applies what Stripe says; a refund's status only rises. A success may fail later, never the other way. */
export function recordRefund(refund: Refund, outcome: RefundOutcome): Refund {
  const isNews =
    rank[outcome.status] > rank[refund.status] || (!isSent(refund) && refund.status === 'PENDING');
  if (!isNews) return refund;
  const { refundId, paymentId, attempt, amount, currency, reason, createdAt } = refund;
  return { refundId, paymentId, attempt, amount, currency, reason, createdAt, ...outcome };
}

/** Stripe keeps an idempotency key for a day: from here on, look for the refund before trying again. */
export const refundKeyMayBeForgotten = (refund: Refund, now: Date): boolean =>
  plusMinutes(refund.createdAt, 23 * 60) < now;
