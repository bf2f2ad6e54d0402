import { newId } from '@halfpast/kernel';
import type { SagaEvent } from '../use-cases/saga-step.ts';
import type { PaymentInMemory } from './payments-in-memory.ts';

type Refund = {
  readonly refundId: string;
  readonly paymentId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
  status: 'PENDING' | 'SUCCEEDED';
  isTold?: boolean;
};

/** Refunds, one a payment: what is owed is a row, and a dispute keeps it waiting. */
export function refundsInMemory(announce: (event: SagaEvent) => void) {
  const rows = new Map<string, Refund>();

  const owed = ({ paymentId, sessionId, currencyReceived: currency }: PaymentInMemory, amount: number) => {
    const refund = rows.get(paymentId) ?? {
      refundId: newId(),
      paymentId,
      sessionId,
      amount,
      currency,
      status: 'PENDING',
    };
    rows.set(paymentId, refund);
    return refund;
  };

  function send(payment: PaymentInMemory, amount: number): 'SENT' | 'WAITING' {
    const refund = owed(payment, amount);
    if (refund.status === 'SUCCEEDED') return 'SENT';
    if (payment.isDisputed) return 'WAITING';
    refund.status = 'SUCCEEDED';
    const { refundId, paymentId, sessionId } = refund;
    announce({ name: 'payment/refunded', data: { refundId, paymentId, sessionId } });
    return 'SENT';
  }

  return {
    rows,
    send,
    resend(payment: PaymentInMemory) {
      const refund = rows.get(payment.paymentId);
      if (refund) send(payment, refund.amount);
    },
    untold: () => [...rows.values()].filter(({ status, isTold }) => status === 'SUCCEEDED' && !isTold),
    markTold(refundId: string) {
      const refund = [...rows.values()].find((row) => row.refundId === refundId);
      if (refund) refund.isTold = true;
    },
    succeeded: (refundId: string): Refund | undefined =>
      [...rows.values()].find((refund) => refund.refundId === refundId && refund.status === 'SUCCEEDED'),
  };
}
