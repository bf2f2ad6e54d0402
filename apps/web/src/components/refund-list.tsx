'use client';
import { formatMoney } from '@halfpast/kernel';
import type { Refund } from '@/trpc/answers.ts';
import { RefundChip } from './status.tsx';
import { shortDay } from './times.ts';
import { useViewerZone } from './viewer-clock.ts';

/** Money that went back, or is going: each try, as it is. */
export function RefundList({ refunds }: { refunds: readonly Refund[] }) {
  const zone = useViewerZone();
  if (refunds.length === 0) return null;
  return (
    <ul aria-label="Refunds" className="space-y-1">
      {refunds.map((refund) => (
        <li key={refund.refundId} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <RefundChip status={refund.status} />
          <span className="tabular font-medium">{formatMoney(refund)}</span>
          <time dateTime={refund.createdAt} className="tabular text-ink-soft">
            {shortDay(new Date(refund.createdAt), zone)}
          </time>
          {refund.reason && <span className="text-ink-soft">{refund.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
