import type { Viewer } from '@halfpast/kernel';
import { failureReasonOf } from './failure-reason.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';

export type RefundView = {
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: Refund['status'];
  readonly reason: string | null;
};

/** A payment as one viewer may see it. */
export type PaymentView = {
  readonly paymentId: string;
  readonly userId: string;
  readonly tutorId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | null;
  readonly stripePaymentIntentId: string | null;
  readonly refunds: readonly RefundView[];
  readonly createdAt: Date;
};

/** A payment together with every attempt to send it back. */
export type PaymentWithRefunds = { readonly payment: Payment; readonly refunds: readonly Refund[] };

const shownAs: Record<Payment['status'], PaymentView['status']> = {
  PENDING: 'PENDING',
  DECLINED: 'FAILED',
  CANCELED: 'FAILED',
  SUCCEEDED: 'SUCCEEDED',
};

/** Who sees what: operators and the student who pays all of it, the tutor what the lesson brings, others nothing. */
export function viewOf(viewer: Viewer, { payment, refunds }: PaymentWithRefunds): PaymentView | undefined {
  const seesAll = viewer.role === 'operator' || viewer.personId === payment.userId;
  if (!seesAll && viewer.personId !== payment.tutorId) return undefined;
  return {
    paymentId: payment.paymentId,
    userId: payment.userId,
    tutorId: payment.tutorId,
    sessionId: payment.sessionId,
    amount: payment.amount,
    currency: payment.currency,
    status: shownAs[payment.status],
    failureReason: seesAll ? failureReasonOf(payment) : null,
    stripePaymentIntentId: seesAll ? payment.stripePaymentIntentId : null,
    refunds: refunds.map(({ refundId, amount, currency, status, reason }) => ({
      refundId,
      amount,
      currency,
      status,
      reason,
    })),
    createdAt: payment.createdAt,
  };
}
