import { formatMoney } from '@halfpast/kernel';
import type { Refund } from '@/trpc/answers.ts';
import { RefundChip } from './status.tsx';

/** Money that went back, or is going. */
export function RefundList({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null;
  return (
    <ul aria-label="Refunds" className="space-y-1">
      {refunds.map((refund) => (
        <li key={refund.refundId} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <RefundChip status={refund.status} />
          <span className="tabular font-medium">{formatMoney(refund)}</span>
          {refund.reason && <span className="text-ink-soft">{refund.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
