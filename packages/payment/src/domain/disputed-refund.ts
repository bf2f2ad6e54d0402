import { plusMinutes } from '@halfpast/kernel';
import { type Account, inTurn, type Ruling, recordDisputeOf } from './account.ts';
import type { ToldDispute } from './dispute.ts';
import { isUnsent, pauseAfter, type Refund, type UnsentRefund } from './refund.ts';

/**
 * Stripe refused an attempt because of a dispute: nothing was made, but its key brings this answer for a day from now on.
 * So the attempt goes on under the next number, once the disputes that Stripe lists allow it.
 */
export function refusedAsDisputed(
  account: Account,
  { refundId, attempt }: UnsentRefund,
  { disputes, now }: { readonly disputes: readonly ToldDispute[]; readonly now: Date },
): Ruling {
  const renumbered = (refund: Refund): Refund =>
    isUnsent(refund) && refund.refundId === refundId && refund.attempt === attempt
      ? { ...refund, attempt: attempt + 1, sendAfter: plusMinutes(now, pauseAfter(attempt + 1)) }
      : refund;
  const start = { ...account, refunds: account.refunds.map(renumbered) };
  return inTurn(
    start,
    disputes.map((told) => (before) => recordDisputeOf(before, told)),
  );
}
