import type { Viewer } from '@halfpast/kernel';
import { type Dispute, isFreezing } from './dispute.ts';
import { failureReasonOf } from './failure-reason.ts';
import type { Payment } from './payment.ts';
import type { Refund } from './refund.ts';

export type RefundView = {
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: Refund['status'];
  readonly reason: string | null;
  readonly createdAt: Date;
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
  /** The student has paid in a slow way, and the outcome is open. */
  readonly isProcessing: boolean;
  readonly failureReason: string | null;
  readonly stripePaymentIntentId: string | null;
  readonly refunds: readonly RefundView[];
  /** A bank decides first; what is owed to the student waits for that. */
  readonly isDisputed: boolean;
  /** Operators alone deal with them. */
  readonly disputes: readonly Dispute[];
  readonly createdAt: Date;
};

/** A payment together with every attempt to send it back. */
export type PaymentWithRefunds = {
  readonly payment: Payment;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
};

const shownAs: Record<Payment['status'], PaymentView['status']> = {
  PENDING: 'PENDING',
  DECLINED: 'FAILED',
  CANCELED: 'FAILED',
  SUCCEEDED: 'SUCCEEDED',
};

/** Who sees what: operators and the student who pays all of it, the tutor what the lesson brings, others nothing. */
export function viewOf(
  viewer: Viewer,
  { payment, refunds, disputes }: PaymentWithRefunds,
): PaymentView | undefined {
  const seesAll = viewer.role === 'operator' || viewer.personId === payment.userId;
  if (!seesAll && viewer.personId !== payment.tutorId) return undefined;
  const isProcessing = payment.processingSince !== null;
  return {
    paymentId: payment.paymentId,
    userId: payment.userId,
    tutorId: payment.tutorId,
    sessionId: payment.sessionId,
    amount: payment.amount,
    currency: payment.currency,
    status: isProcessing ? 'PENDING' : shownAs[payment.status],
    isProcessing,
    failureReason: seesAll && !isProcessing ? failureReasonOf(payment) : null,
    stripePaymentIntentId: seesAll ? payment.stripePaymentIntentId : null,
    refunds: refunds.map(({ refundId, amount, currency, status, reason, createdAt }) => ({
      refundId,
      amount,
      currency,
      status,
      reason,
      createdAt,
    })),
    isDisputed: disputes.some(isFreezing),
    disputes: viewer.role === 'operator' ? disputes : [],
    createdAt: payment.createdAt,
  };
}
