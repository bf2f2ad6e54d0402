'use client';
import { LoadMore } from '@/components/load-more.tsx';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { Matter, Matters, Quiet } from './matter.tsx';
import { useAlerts } from './use-alerts.ts';

/** All that was worth telling an operator, newest first. */
export function Alerts() {
  const alerts = useAlerts();
  return (
    <Matters title="Alerts">
      {alerts.isPending && <Waiting label="Loading the alerts" rows={2} className="h-14" />}
      {alerts.isError && <Problem error={alerts.error} onRetry={() => alerts.refetch()} />}
      {alerts.isSuccess && alerts.entries.length === 0 && <Quiet>Nothing has gone wrong yet.</Quiet>}
      {alerts.entries.length > 0 && (
        <ul className="border-t-2 border-ink">
          {alerts.entries.map((alert) => (
            <Matter
              key={alert.alertId}
              since={alert.createdAt}
              about={alert}
              sign={<span className="font-semibold">{kindWords(alert.kind)}</span>}
            >
              {alert.words}
            </Matter>
          ))}
        </ul>
      )}
      <LoadMore list={alerts} />
    </Matters>
  );
}

/** "REFUND_FAILED" → "Refund failed" */
const kindWords = (kind: string): string => kind.charAt(0) + kind.slice(1).toLowerCase().replaceAll('_', ' ');
