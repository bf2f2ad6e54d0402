import { formatMoney } from '@halfpast/kernel';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { dayAndTime } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { Alert } from '@/trpc/answers.ts';

/** A heading with how many there are, and what follows. */
export function Matters({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = `${title.toLowerCase().replaceAll(' ', '-')}-heading`;
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="mb-3 flex items-baseline gap-3 text-2xl">
        {title}
        {count !== undefined && <span className="tabular text-lg text-ink-soft">{count}</span>}
      </h2>
      {children}
    </section>
  );
}

export const Quiet = ({ children }: { children: ReactNode }) => (
  <p className="border-t-2 border-ink py-3 text-ink-soft">{children}</p>
);

type Props = {
  since: string;
  about: Pick<Alert, 'paymentId' | 'payment'>;
  /** What it is about, in a chip or a word. */
  sign: ReactNode;
  /** The sum in question, where it isn't the whole payment. */
  sum?: { amount: number; currency: string };
  children: ReactNode;
};

/** One matter in a dense line: since when, what, between whom, about how much, and where to read on. */
export function Matter({ since, about: { paymentId, payment }, sign, sum, children }: Props) {
  const zone = useViewerZone();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 border-b border-line py-3 text-sm md:grid-cols-[8rem_9.5rem_minmax(0,1fr)_auto] md:items-baseline">
      <time dateTime={since} className="tabular text-ink-soft">
        {dayAndTime(new Date(since), zone)}
      </time>
      <p className="max-md:text-right">{sign}</p>
      <div className="min-w-0 max-md:col-span-2">
        <p>{children}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-4 text-ink-soft">
          {payment && (
            <Link href={`/sessions/${payment.sessionId}`} className="underline underline-offset-4">
              {payment.studentName} with {payment.tutorName}
            </Link>
          )}
          <Link href={`/payments/${paymentId}`} className="underline underline-offset-4">
            Payment
          </Link>
        </p>
      </div>
      <p className="tabular font-semibold max-md:col-span-2 md:text-right">
        {sum && formatMoney(sum)}
        {sum && payment && sum.amount !== payment.amount && ' of '}
        {payment && payment.amount !== sum?.amount && formatMoney(payment)}
      </p>
    </li>
  );
}
