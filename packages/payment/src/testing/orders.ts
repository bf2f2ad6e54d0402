import { newId, type Viewer } from '@halfpast/kernel';
import { newPayment } from '../domain/opening.ts';
import type { PaymentOrder, PendingPayment, SucceededPayment } from '../domain/payment.ts';
import type { UnsentRefund } from '../domain/refund.ts';

export const anInstant = new Date('2026-11-24T12:00:00.000Z');

/** An order of a lesson with ids of its own. */
export const anOrder = (with_: Partial<PaymentOrder> = {}): PaymentOrder => ({
  paymentId: newId(),
  sessionId: newId(),
  userId: 'student-1',
  tutorId: 'tutor-1',
  amount: 4500,
  currency: 'EUR',
  description: 'Lesson with Ada',
  neededBy: new Date('2027-03-01T12:00:00.000Z'),
  ...with_,
});

export const aPendingPayment = (with_: Partial<PendingPayment> = {}): PendingPayment => ({
  ...newPayment(anOrder(), anInstant),
  ...with_,
});

export const aPaidPayment = (with_: Partial<SucceededPayment> = {}): SucceededPayment => ({
  ...newPayment(anOrder(), anInstant),
  status: 'SUCCEEDED',
  stripePaymentIntentId: `pi_${newId()}`,
  amountReceived: 4500,
  currencyReceived: 'EUR',
  succeededAt: anInstant,
  settledAt: null,
  ...with_,
});

/** The first attempt to send `payment` back, not sent yet. */
export const aRefund = (payment: SucceededPayment): UnsentRefund => ({
  refundId: 'r1',
  paymentId: payment.paymentId,
  attempt: 1,
  amount: payment.amountReceived,
  currency: payment.currencyReceived,
  reason: 'gone',
  sendAfter: anInstant,
  createdAt: anInstant,
  status: 'PENDING',
  stripeRefundId: null,
});

export const student: Viewer = { personId: 'student-1', role: 'student' };
export const tutor: Viewer = { personId: 'tutor-1', role: 'tutor' };
export const operator: Viewer = { personId: 'operator-1', role: 'operator' };
export const stranger: Viewer = { personId: 'student-2', role: 'student' };
