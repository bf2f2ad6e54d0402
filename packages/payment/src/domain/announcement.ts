import type { Account } from './account.ts';
import type { Payment } from './payment.ts';

/** What others are told of a payment. */
export type Announcement =
  | {
      readonly name: 'payment/completed' | 'payment/canceled' | 'payment/processing' | 'payment/failed';
      readonly data: { readonly paymentId: string; readonly sessionId: string };
    }
  | {
      readonly name: 'payment/refunded';
      readonly data: { readonly refundId: string; readonly paymentId: string; readonly sessionId: string };
    };

/** Says that a change is worth telling, or not. */
export type Announce = (before: Payment, after: Payment) => Announcement | undefined;

/**
 * Tells of a payment that has just succeeded, of one that was canceled at Stripe, and of a slow way to pay: that it is
 * under way, and that it failed. A card that is declined is nobody's business but the student's.
 */
export const announceOutcome: Announce = (before, after) => {
  const { status, paymentId, sessionId } = after;
  const data = { paymentId, sessionId };
  if (status !== before.status && status === 'SUCCEEDED') return { name: 'payment/completed', data };
  if (status !== before.status && status === 'CANCELED') return { name: 'payment/canceled', data };
  if (isProcessing(after) === isProcessing(before)) return undefined;
  return { name: isProcessing(after) ? 'payment/processing' : 'payment/failed', data };
};

const isProcessing = ({ processingSince }: Payment): boolean => processingSince !== null;

/** Tells of each refund that has just arrived. */
export function announceRefunds(before: Account, after: Account): Announcement[] {
  const arrived = (account: Account) => account.refunds.filter(({ status }) => status === 'SUCCEEDED');
  const known = new Set(arrived(before).map(({ refundId }) => refundId));
  const { paymentId, sessionId } = after.payment;
  return arrived(after)
    .filter(({ refundId }) => !known.has(refundId))
    .map(({ refundId }) => ({ name: 'payment/refunded', data: { refundId, paymentId, sessionId } }));
}
