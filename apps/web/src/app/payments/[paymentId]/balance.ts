import type { PaidFor } from '@/trpc/answers.ts';

type Account = Pick<PaidFor, 'status' | 'amount' | 'refunds'>;

/** What a payment comes to after what went back and what is going; none where nothing was charged, or nothing goes back. */
export function balanceOf({ status, amount, refunds }: Account): { amount: number; isFinal: boolean } | null {
  if (status !== 'SUCCEEDED' || refunds.length === 0) return null;
  const going = refunds.filter((refund) => refund.status !== 'FAILED');
  const sentBack = going.reduce((sum, refund) => sum + refund.amount, 0);
  return { amount: amount - sentBack, isFinal: going.every((refund) => refund.status === 'SUCCEEDED') };
}
