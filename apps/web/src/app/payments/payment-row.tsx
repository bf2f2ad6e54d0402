import { formatMoney } from '@halfpast/kernel';
import Link from 'next/link';
import { RefundList } from '@/components/refund-list.tsx';
import { PaymentChip } from '@/components/status.tsx';
import { clockTime, shortDay } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { PaidFor } from '@/trpc/answers.ts';
import { addressOf } from './address.ts';

/** One payment in a line of the ledger. */
export function PaymentRow({ payment }: { payment: PaidFor }) {
  const zone = useViewerZone();
  const lesson = payment.scheduledAt && new Date(payment.scheduledAt);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 gap-y-2 border-b border-line py-5 sm:grid-cols-[8.5rem_minmax(0,1fr)_auto_8rem]">
      <p className="tabular text-sm text-ink-soft max-sm:order-3">
        {shortDay(new Date(payment.createdAt), zone)}
      </p>
      <div className="min-w-0 space-y-2 max-sm:order-1">
        <h2 className="font-sans text-base tracking-normal">
          <Link
            href={addressOf(payment)}
            className="font-semibold underline decoration-line decoration-2 underline-offset-4 hover:decoration-accent"
          >
            Lesson with {payment.tutorName}
          </Link>{' '}
          <span className="tabular block text-sm font-normal text-ink-soft">
            {lesson ? `${shortDay(lesson, zone)}, ${clockTime(lesson, zone)}` : 'No lesson booked'}
          </span>
        </h2>
        {payment.status === 'FAILED' && payment.failureReason && (
          <p className="text-sm text-bad">{payment.failureReason}</p>
        )}
        <RefundList refunds={payment.refunds} />
      </div>
      <p className="max-sm:order-4">
        <PaymentChip status={payment.status} isProcessing={payment.isProcessing} />
      </p>
      <p className="tabular font-display text-xl font-semibold max-sm:order-2 sm:text-right">
        <Link
          href={`/payments/${payment.paymentId}`}
          aria-label={`${formatMoney(payment)}, receipt`}
          className="underline decoration-line decoration-2 underline-offset-4 hover:decoration-accent"
        >
          {formatMoney(payment)}
        </Link>
      </p>
    </li>
  );
}
