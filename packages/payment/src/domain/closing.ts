import { isUnopened } from './opening.ts';
import type { CanceledPayment, Payment, PaymentOrder } from './payment.ts';

/** The mark of a payment that is closed before it was made: whoever comes to make it is refused. */
export const closedBeforeMade = ({ neededBy: _, ...order }: PaymentOrder, now: Date): CanceledPayment => ({
  ...order,
  excludedMethods: [],
  processingSince: null,
  status: 'CANCELED',
  stripePaymentIntentId: null,
  failureCode: null,
  attempt: 1,
  firstTriedAt: null,
  createdAt: now,
  version: 0,
});

/** Closes a payment whose intent isn't known yet. One that has an intent is closed by Stripe's word alone. */
export const close = (payment: Payment): Payment =>
  isUnopened(payment) ? { ...payment, status: 'CANCELED', failureCode: null } : payment;

/** Stripe made no intent for this closed payment, and none will be asked for. */
export const noIntentWasMade = (payment: Payment): Payment =>
  payment.status === 'CANCELED' && payment.stripePaymentIntentId === null && payment.firstTriedAt
    ? { ...payment, firstTriedAt: null }
    : payment;

/**
 * Whether it is certain that no money can arrive any more. A canceled payment that was tried and whose intent isn't
 * known is only marked: until Stripe has said that the intent is canceled, or that there is none, it must be asked.
 */
export const isClosedForGood = (payment: Payment): boolean =>
  payment.status === 'CANCELED' && (payment.stripePaymentIntentId !== null || payment.firstTriedAt === null);
