import { formatMoney } from '@halfpast/kernel';
import { RefundList } from '@/components/refund-list.tsx';
import { PaymentChip } from '@/components/status.tsx';
import type { Session } from '@/trpc/answers.ts';

/** What was paid, and each try to send it back. */
export function PaymentPart({ payment }: Pick<Session, 'payment'>) {
  if (!payment) return null;
  return (
    <section aria-labelledby="payment-heading" className="mt-8">
      <h2 id="payment-heading" className="mb-3 text-2xl">
        Payment
      </h2>
      <p className="flex items-center gap-3">
        <span className="tabular font-display text-2xl font-semibold">{formatMoney(payment)}</span>
        <PaymentChip status={payment.status} />
      </p>
      <div className="mt-3">
        <RefundList refunds={payment.refunds} />
      </div>
    </section>
  );
}
