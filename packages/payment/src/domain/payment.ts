import type { Outcome } from './intent.ts';

/** Everything a PaymentIntent is made from; frozen, so that each repeat of a call sends the same. */
export type PaymentOrder = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly tutorId: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  /** When the lesson begins: a way to pay that could be decided later isn't offered. */
  readonly neededBy: Date;
};

/**
 * `attempt` is part of the idempotency key; without `firstTriedAt` this attempt was never sent to Stripe.
 * `processingSince`: the student has paid in a slow way, and the outcome is open.
 */
type Bill = Omit<PaymentOrder, 'neededBy'> & {
  readonly excludedMethods: readonly string[];
  readonly processingSince: Date | null;
  readonly attempt: number;
  readonly firstTriedAt: Date | null;
  readonly createdAt: Date;
  /** How often it was changed: whoever stores a change has seen the last one. */
  readonly version: number;
};

export type PendingPayment = Bill & {
  readonly status: 'PENDING';
  readonly stripePaymentIntentId: string | null;
};
type DeclinedPayment = Bill & {
  readonly status: 'DECLINED';
  readonly stripePaymentIntentId: string;
  readonly failureCode: string;
};
/** With an intent id: Stripe said that it is canceled. Without: our mark, see `isClosedForGood`. */
export type CanceledPayment = Bill & {
  readonly status: 'CANCELED';
  readonly stripePaymentIntentId: string | null;
  readonly failureCode: string | null;
};
export type SucceededPayment = Bill & {
  readonly status: 'SUCCEEDED';
  readonly stripePaymentIntentId: string;
  readonly amountReceived: number;
  readonly currencyReceived: string;
  readonly succeededAt: Date;
  readonly settledAt: Date | null;
};
export type Payment = PendingPayment | DeclinedPayment | CanceledPayment | SucceededPayment;

/** The order in which a payment's status may rise. */
export const paymentRank: Record<Payment['status'], number> = {
  PENDING: 0,
  DECLINED: 1,
  CANCELED: 2,
  SUCCEEDED: 3,
};

/**
 * Applies what Stripe says of an intent. A payment's status only rises: a late or repeated word never takes a success
 * back. Only a success may come from an intent that isn't the payment's own: money counts wherever it arrived.
 */
export function record(payment: Payment, outcome: Outcome, now: Date): Payment {
  if (payment.status === 'SUCCEEDED' || paymentRank[outcome.status] < paymentRank[payment.status])
    return payment;
  if (outcome.status === 'SUCCEEDED')
    return { ...billOf(payment), ...outcome, processingSince: null, succeededAt: now, settledAt: null };
  if ((payment.stripePaymentIntentId ?? outcome.stripePaymentIntentId) !== outcome.stripePaymentIntentId)
    return payment;
  if (isTold(payment, outcome)) return notProcessing(payment);
  return outcome.status === 'DECLINED'
    ? { ...billOf(payment), ...outcome, processingSince: null }
    : { ...billOf(payment), ...outcome, processingSince: null, failureCode: failureCodeOf(payment) };
}

/** Notes that the outcome of this intent is open: it may still go either way. */
export function recordProcessing(payment: Payment, stripePaymentIntentId: string, now: Date): Payment {
  const isOpen = payment.status === 'PENDING' || payment.status === 'DECLINED';
  if (!isOpen || payment.stripePaymentIntentId !== stripePaymentIntentId) return payment;
  return payment.processingSince === null ? { ...payment, processingSince: now } : payment;
}

/** Notes that nothing is under way any more, or yet. */
export const notProcessing = (payment: Payment): Payment =>
  payment.processingSince === null ? payment : { ...payment, processingSince: null };

const isTold = (payment: Payment, outcome: Outcome): boolean =>
  payment.status === outcome.status &&
  payment.stripePaymentIntentId === outcome.stripePaymentIntentId &&
  (outcome.status !== 'DECLINED' || failureCodeOf(payment) === outcome.failureCode);

/** Why the last try to pay failed, in Stripe's word. */
export const failureCodeOf = (payment: Payment): string | null =>
  payment.status === 'DECLINED' || payment.status === 'CANCELED' ? payment.failureCode : null;

/** Notes that the saga has answered this success. */
export const settle = (payment: Payment, now: Date): Payment =>
  payment.status === 'SUCCEEDED' && payment.settledAt === null ? { ...payment, settledAt: now } : payment;

/** What every payment is, whatever its status; nothing that is true in one status alone. */
const billOf = (payment: Payment): Bill => ({
  paymentId: payment.paymentId,
  sessionId: payment.sessionId,
  userId: payment.userId,
  tutorId: payment.tutorId,
  amount: payment.amount,
  currency: payment.currency,
  description: payment.description,
  excludedMethods: payment.excludedMethods,
  processingSince: payment.processingSince,
  attempt: payment.attempt,
  firstTriedAt: payment.firstTriedAt,
  createdAt: payment.createdAt,
  version: payment.version,
});
