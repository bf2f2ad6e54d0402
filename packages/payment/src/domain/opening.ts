import { plusMinutes } from '@halfpast/kernel';
import type { Payment, PaymentOrder, PendingPayment } from './payment.ts';
import { methodsTooSlowFor } from './payment-methods.ts';

/** A payment whose PaymentIntent is asked for right after. */
export const newPayment = ({ neededBy, ...order }: PaymentOrder, now: Date): PendingPayment => ({
  ...order,
  excludedMethods: methodsTooSlowFor(neededBy, now),
  processingSince: null,
  status: 'PENDING',
  stripePaymentIntentId: null,
  attempt: 1,
  firstTriedAt: now,
  createdAt: now,
  version: 0,
});

/** Whether the payment is open and its intent isn't known yet. */
export const isUnopened = (payment: Payment): payment is PendingPayment =>
  payment.status === 'PENDING' && payment.stripePaymentIntentId === null;

/** Notes, before the call, that this attempt may reach Stripe. */
export const tried = (payment: Payment, now: Date): Payment =>
  isUnopened(payment) && payment.firstTriedAt === null ? { ...payment, firstTriedAt: now } : payment;

/** The intent that `attempt` made becomes the payment's, unless it was closed or has got one meanwhile. */
export const opened = (payment: Payment, attempt: number, stripePaymentIntentId: string): Payment =>
  isUnopened(payment) && payment.attempt === attempt ? { ...payment, stripePaymentIntentId } : payment;

/** Stripe refused `attempt` for good: its key is burnt, and nothing was made with it. */
export const refused = (payment: Payment, attempt: number): Payment =>
  isUnopened(payment) && payment.attempt === attempt
    ? { ...payment, attempt: attempt + 1, firstTriedAt: null }
    : payment;

/** Stripe keeps an idempotency key for a day: from here on, look for the intent before trying again. */
export const keyMayBeForgotten = (payment: Payment, now: Date): boolean =>
  payment.firstTriedAt !== null && plusMinutes(payment.firstTriedAt, 23 * 60) < now;
