'use client';
import { useQuery } from '@tanstack/react-query';
import { Problem } from '@/components/problem.tsx';
import { DisputeChip } from '@/components/status.tsx';
import { Waiting } from '@/components/waiting.tsx';
import type { Dispute } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { askEvery } from './ask-every.ts';
import { Matter, Matters, Quiet } from './matter.tsx';

const isOpen = ({ status }: Dispute) => status === 'OPEN' || status === 'INQUIRY';

/** Payments that a bank questions: first what isn't decided. */
export function Disputes() {
  const disputes = useQuery(useTRPC().operations.disputes.queryOptions(undefined, askEvery));
  const open = disputes.data?.filter(isOpen) ?? [];
  const closed = disputes.data?.filter((dispute) => !isOpen(dispute)) ?? [];
  return (
    <Matters title="Open disputes" {...(disputes.data && { count: open.length })}>
      {disputes.isPending && <Waiting label="Loading the disputes" rows={1} className="h-14" />}
      {disputes.isError && <Problem error={disputes.error} onRetry={() => disputes.refetch()} />}
      {disputes.data && open.length === 0 && <Quiet>No payment is disputed.</Quiet>}
      <DisputeList disputes={open} />
      {closed.length > 0 && (
        <details className="mt-3">
          <summary className="cursor-pointer py-2 text-sm text-ink-soft">{closed.length} closed</summary>
          <DisputeList disputes={closed} />
        </details>
      )}
    </Matters>
  );
}

function DisputeList({ disputes }: { disputes: readonly Dispute[] }) {
  if (disputes.length === 0) return null;
  return (
    <ul className="border-t-2 border-ink">
      {disputes.map((dispute) => (
        <Matter
          key={dispute.disputeId}
          since={dispute.openedAt}
          about={dispute}
          sum={dispute}
          sign={<DisputeChip status={dispute.status} />}
        >
          Reason given: {dispute.reason.replaceAll('_', ' ')}
        </Matter>
      ))}
    </ul>
  );
}
