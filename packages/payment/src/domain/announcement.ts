import type { Payment } from './payment.ts';

/** What others are told of a payment. */
export type Announcement = {
  readonly name: 'payment/completed' | 'payment/canceled';
  readonly data: { readonly paymentId: string; readonly sessionId: string };
};

/** Says that a change is worth telling, or not. */
export type Announce = (before: Payment, after: Payment) => Announcement | undefined;

/** Tells of a payment that has just succeeded, and of one that was canceled at Stripe. */
export const announceOutcome: Announce = (before, { status, paymentId, sessionId }) => {
  const data = { paymentId, sessionId };
  if (status === before.status) return undefined;
  if (status === 'SUCCEEDED') return { name: 'payment/completed', data };
  return status === 'CANCELED' ? { name: 'payment/canceled', data } : undefined;
};
