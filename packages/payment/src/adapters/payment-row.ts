import { z } from 'zod';
import type { Dispute } from '../domain/dispute.ts';
import { failureCodeOf, type Payment } from '../domain/payment.ts';
import type { Refund } from '../domain/refund.ts';

const bill = z.object({
  paymentId: z.string(),
  sessionId: z.string(),
  userId: z.string(),
  tutorId: z.string(),
  amount: z.int(),
  currency: z.string(),
  description: z.string(),
  excludedMethods: z.array(z.string()),
  processingSince: z.date().nullable(),
  attempt: z.int(),
  firstTriedAt: z.date().nullable(),
  createdAt: z.date(),
  version: z.int(),
});

const paymentRow = z.discriminatedUnion('status', [
  bill.extend({ status: z.literal('PENDING'), stripePaymentIntentId: z.string().nullable() }),
  bill.extend({
    status: z.literal('DECLINED'),
    stripePaymentIntentId: z.string(),
    failureCode: z.string(),
  }),
  bill.extend({
    status: z.literal('CANCELED'),
    stripePaymentIntentId: z.string().nullable(),
    failureCode: z.string().nullable(),
  }),
  bill.extend({
    status: z.literal('SUCCEEDED'),
    stripePaymentIntentId: z.string(),
    amountReceived: z.int(),
    currencyReceived: z.string(),
    succeededAt: z.date(),
    settledAt: z.date().nullable(),
  }),
]);

const sending = z.object({
  refundId: z.string(),
  paymentId: z.string(),
  attempt: z.int().nullable(),
  amount: z.int(),
  currency: z.string(),
  reason: z.string().nullable(),
  sendAfter: z.date(),
  createdAt: z.date(),
});

const refundRow = z.discriminatedUnion('status', [
  sending.extend({ status: z.literal('PENDING'), stripeRefundId: z.string().nullable() }),
  sending.extend({ status: z.literal('SUCCEEDED'), stripeRefundId: z.string() }),
  sending.extend({
    status: z.literal('FAILED'),
    stripeRefundId: z.string().nullable(),
    failureCode: z.string(),
  }),
]);

const disputeRow = z.object({
  disputeId: z.string(),
  paymentId: z.string(),
  amount: z.int(),
  currency: z.string(),
  reason: z.string(),
  status: z.enum(['INQUIRY', 'OPEN', 'WON', 'LOST']),
  openedAt: z.date(),
});

/** What a row tells. @throws ZodError for one that is in no state of ours */
export const toPayment = (row: unknown): Payment => paymentRow.parse(row);
export const toRefund = (row: unknown): Refund => refundRow.parse(row);
export const toDispute = (row: unknown): Dispute => disputeRow.parse(row);

/** The columns of a refund that a change may touch. */
export const changingRefundColumns = (refund: Refund) => ({
  attempt: refund.attempt,
  sendAfter: refund.sendAfter,
  status: refund.status,
  stripeRefundId: refund.stripeRefundId,
  failureCode: refund.status === 'FAILED' ? refund.failureCode : null,
});

/** The columns that a change may touch: all that isn't frozen. */
export const changingColumns = (payment: Payment) => {
  const paid = payment.status === 'SUCCEEDED' ? payment : undefined;
  return {
    status: payment.status,
    processingSince: payment.processingSince,
    stripePaymentIntentId: payment.stripePaymentIntentId,
    attempt: payment.attempt,
    firstTriedAt: payment.firstTriedAt,
    version: payment.version,
    failureCode: failureCodeOf(payment),
    amountReceived: paid?.amountReceived ?? null,
    currencyReceived: paid?.currencyReceived ?? null,
    succeededAt: paid?.succeededAt ?? null,
    settledAt: paid?.settledAt ?? null,
  };
};
