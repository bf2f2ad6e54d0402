'use client';
import { formatMoney } from '@halfpast/kernel';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { buttonLook } from '@/components/button.tsx';
import { Problem } from '@/components/problem.tsx';
import { DisputeChip, PaymentChip, RefundChip } from '@/components/status.tsx';
import { dayAndTime, shortDay } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import { Waiting } from '@/components/waiting.tsx';
import type { PaymentDetails } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { addressOf } from '../address.ts';
import { balanceOf } from './balance.ts';

/** One payment: what was charged, what went back, and what that comes to. */
export function Receipt({ paymentId }: { paymentId: string }) {
  const payment = useQuery(useTRPC().payments.byId.queryOptions({ paymentId }));
  if (payment.isPending) return <Waiting label="Opening the payment" rows={2} className="h-40" />;
  if (payment.isError) {
    return (
      <Problem error={payment.error} onRetry={() => payment.refetch()}>
        <Link href="/payments" className={buttonLook('plain')}>
          Payments
        </Link>
      </Problem>
    );
  }
  return <Slip payment={payment.data} />;
}

function Slip({ payment }: { payment: PaymentDetails }) {
  const zone = useViewerZone();
  const { tutorName, scheduledAt, createdAt, stripePaymentIntentId, disputes } = payment;
  return (
    <div className="max-w-xl">
      <Link href="/payments" className="text-ink-soft underline underline-offset-4">
        Payments
      </Link>
      <h1 className="mt-6 text-3xl sm:text-4xl">{payment.status === 'SUCCEEDED' ? 'Receipt' : 'Payment'}</h1>
      <p className="tabular mt-2 text-ink-soft">
        <Link href={addressOf(payment)} className="underline underline-offset-4">
          Lesson with {tutorName}
        </Link>
        {scheduledAt && `, ${dayAndTime(new Date(scheduledAt), zone)}`}
      </p>
      <Account payment={payment} />
      {payment.failureReason && payment.status === 'FAILED' && (
        <p className="mt-4 text-bad">{payment.failureReason}</p>
      )}
      {disputes.length > 0 && (
        <ul aria-label="Disputes" className="mt-6 space-y-2">
          {disputes.map((dispute) => (
            <li key={dispute.disputeId} className="flex flex-wrap items-center gap-3 text-sm">
              <DisputeChip status={dispute.status} />
              <span className="tabular font-medium">{formatMoney(dispute)}</span>
              <span className="text-ink-soft">
                {dispute.reason.replaceAll('_', ' ')}, {shortDay(new Date(dispute.openedAt), zone)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl className="mt-8 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm text-ink-soft">
        <dt>Begun</dt>
        <dd className="tabular">{dayAndTime(new Date(createdAt), zone)}</dd>
        <dt>Payment</dt>
        <dd className="wrap-anywhere">{payment.paymentId}</dd>
        {stripePaymentIntentId && (
          <>
            <dt>At Stripe</dt>
            <dd className="wrap-anywhere">{stripePaymentIntentId}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

/** What was charged, each try to send it back, and the sum of what arrived. */
function Account({ payment }: { payment: PaymentDetails }) {
  const zone = useViewerZone();
  const { refunds, currency } = payment;
  const balance = balanceOf(payment);
  return (
    <div className="mt-6 rounded-2xl border-[1.5px] border-ink bg-sheet p-5 sm:p-6">
      <p className="flex items-baseline justify-between gap-4">
        <span className="flex flex-wrap items-center gap-3">
          Charged <PaymentChip status={payment.status} isProcessing={payment.isProcessing} />
        </span>
        <span className="tabular font-display text-2xl font-semibold">{formatMoney(payment)}</span>
      </p>
      {refunds.length > 0 && (
        <ul aria-label="Refunds" className="mt-4 space-y-3 border-t border-line pt-4">
          {refunds.map((refund) => (
            <li key={refund.refundId} className="flex items-baseline justify-between gap-4">
              <span>
                <RefundChip status={refund.status} />
                <span className="tabular mt-1 block text-sm text-ink-soft">
                  {shortDay(new Date(refund.createdAt), zone)}
                  {refund.reason && `, ${refund.reason}`}
                </span>
              </span>
              <span
                className={`tabular font-medium ${refund.status === 'FAILED' ? 'text-ink-soft line-through' : ''}`}
              >
                −{formatMoney(refund)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {balance && (
        <p className="mt-4 flex items-baseline justify-between gap-4 border-t border-line pt-4">
          <span className="text-ink-soft">
            {balance.isFinal ? 'Paid in the end' : 'Paid, once that has arrived'}
          </span>
          <span className="tabular font-display text-2xl font-semibold">
            {formatMoney({ amount: balance.amount, currency })}
          </span>
        </p>
      )}
    </div>
  );
}
