'use client';
import Link from 'next/link';
import { buttonLook } from '@/components/button.tsx';
import { LoadMore } from '@/components/load-more.tsx';
import { NothingYet } from '@/components/nothing-yet.tsx';
import { useOlder } from '@/components/older.ts';
import { Problem } from '@/components/problem.tsx';
import { Waiting } from '@/components/waiting.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.tsx';
import { PaymentRow } from './payment-row.tsx';

/** What the viewer paid, tried to pay, and got back. */
export function PaymentHistory() {
  return (
    <>
      <h1 className="mb-8 text-4xl sm:text-5xl">Payments</h1>
      <History />
    </>
  );
}

function History() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useOlder({
    queryKey: trpc.payments.history.queryKey({}),
    read: (page) => client.payments.history.query(page),
    idOf: ({ paymentId }) => paymentId,
  });
  if (list.isPending) return <Waiting label="Loading your payments" rows={3} className="h-20" />;
  if (list.isError) return <Problem error={list.error} onRetry={() => list.refetch()} />;
  if (list.entries.length === 0) {
    return (
      <NothingYet title="No payments yet">
        <p>What you pay for lessons, and what comes back, is listed here.</p>
        <Link href="/" className={buttonLook()}>
          Find a tutor
        </Link>
      </NothingYet>
    );
  }
  return (
    <>
      <ul className="border-t-2 border-ink">
        {list.entries.map((payment) => (
          <PaymentRow key={payment.paymentId} payment={payment} />
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}
