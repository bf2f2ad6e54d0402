import type { Account } from './account.ts';
import type { Payment } from './payment.ts';

/** What others are told of a payment. */
export type Announcement =
  | {
      readonly name: 'payment/completed' | 'payment/canceled';
      readonly data: { readonly paymentId: string; readonly sessionId: string };
    }
  | {
      readonly name: 'payment/refunded';
      readonly data: { readonly refundId: string; readonly paymentId: string; readonly sessionId: string };
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

/** Tells of each refund that has just arrived. */
export function announceRefunds(before: Account, after: Account): Announcement[] {
  const arrived = (account: Account) => account.refunds.filter(({ status }) => status === 'SUCCEEDED');
  const known = new Set(arrived(before).map(({ refundId }) => refundId));
  const { paymentId, sessionId } = after.payment;
  return arrived(after)
    .filter(({ refundId }) => !known.has(refundId))
    .map(({ refundId }) => ({ name: 'payment/refunded', data: { refundId, paymentId, sessionId } }));
}
