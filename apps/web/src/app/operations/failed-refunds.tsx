'use client';
import { RefundChip } from '@/components/status.tsx';
import { Matter, Matters, Quiet } from './matter.tsx';
import { stillFailing } from './still-failing.ts';
import { useAlerts } from './use-alerts.ts';

/** Refunds that failed and haven't arrived since. */
export function FailedRefunds() {
  const alerts = useAlerts();
  const failing = stillFailing(alerts.entries);
  if (!alerts.isSuccess) return null;
  return (
    <Matters title="Failed refunds" count={failing.length}>
      {failing.length === 0 ? (
        <Quiet>Every refund arrived, or is on its way.</Quiet>
      ) : (
        <ul className="border-t-2 border-ink">
          {failing.map(({ alert, last, tries }) => (
            <Matter
              key={alert.paymentId}
              since={last.createdAt}
              about={alert}
              sum={last}
              sign={<RefundChip status={last.status} />}
            >
              {tries === 1 ? 'Failed once' : `Failed ${tries} times`}; it is tried again by itself.
            </Matter>
          ))}
        </ul>
      )}
    </Matters>
  );
}
