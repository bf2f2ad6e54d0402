import { type Clock, DomainError } from '@halfpast/kernel';
import type { PaymentOrder, PaymentProgress, Payments } from '../use-cases/ports.ts';

type Payment = PaymentOrder & {
  status: PaymentProgress['status'];
  /** The intent at Stripe. */
  intent: 'NONE' | 'OPEN' | 'PROCESSING' | 'CANCELED' | 'SUCCEEDED';
  amountReceived: number;
  currencyReceived: string;
  succeededAt?: Date;
  isSettled: boolean;
  refunds: number;
};

export type PaymentEvent = 'payment/completed' | 'payment/canceled';

/** Payments together with what Stripe knows of them; `announce` is the outbox. */
export function paymentsInMemory(
  clock: Clock,
  announce: (name: PaymentEvent, payment: PaymentOrder) => void,
) {
  const rows = new Map<string, Payment>();

  const insertOrFind = (order: PaymentOrder, status: 'PENDING' | 'CANCELED'): Payment => {
    const found = rows.get(order.paymentId);
    const { amount, currency } = order;
    const payment: Payment = found ?? {
      ...order,
      status,
      intent: 'NONE',
      amountReceived: amount,
      currencyReceived: currency,
      isSettled: false,
      refunds: 0,
    };
    rows.set(order.paymentId, payment);
    return payment;
  };

  const paid = (paymentId: string): Payment => {
    const payment = rows.get(paymentId);
    if (payment?.status !== 'SUCCEEDED') throw new DomainError('NOT_FOUND', 'There is no such paid payment');
    return payment;
  };

  /** What a webhook does: the row learns what Stripe says. */
  const hear = (payment: Payment): void => {
    if (payment.intent === 'CANCELED' && payment.status !== 'CANCELED') {
      payment.status = 'CANCELED';
      announce('payment/canceled', payment);
    }
    if (payment.intent === 'SUCCEEDED' && payment.status !== 'SUCCEEDED') {
      payment.status = 'SUCCEEDED';
      payment.succeededAt = clock();
      announce('payment/completed', payment);
    }
  };

  const payments: Payments = {
    async createPaymentIntentForSession(order) {
      const payment = insertOrFind(order, 'PENDING');
      if (payment.status === 'CANCELED') return { status: 'CLOSED' };
      if (payment.intent === 'NONE') payment.intent = 'OPEN';
      return { status: 'OPEN', clientSecret: `${order.paymentId}_secret` };
    },
    async closePayment(order) {
      const payment = insertOrFind(order, 'CANCELED');
      if (payment.intent === 'PROCESSING') return 'PROCESSING';
      if (payment.intent === 'SUCCEEDED') {
        hear(payment);
        return 'PAID';
      }
      if (payment.intent === 'OPEN') payment.intent = 'CANCELED';
      payment.status = 'CANCELED';
      return 'CLOSED';
    },
    async paymentProgress(paymentId) {
      const payment = rows.get(paymentId);
      const failureReason = payment?.status === 'DECLINED' ? 'Your card was declined.' : null;
      return payment && { status: payment.status, failureReason };
    },
    async payableIntent(paymentId) {
      const payment = rows.get(paymentId);
      if (payment?.intent !== 'OPEN' && payment?.intent !== 'PROCESSING') return undefined;
      return { clientSecret: `${paymentId}_secret`, processing: payment.intent === 'PROCESSING' };
    },
    async paidPayment(paymentId) {
      const payment = rows.get(paymentId);
      return payment?.status === 'SUCCEEDED' ? { ...payment } : undefined;
    },
    async refundInFull(paymentId) {
      paid(paymentId).refunds = 1;
    },
    async settlePayment(paymentId) {
      paid(paymentId).isSettled = true;
    },
    takeUnsettledPayments: async (before, limit) =>
      [...rows.values()]
        .filter(({ succeededAt, isSettled }) => succeededAt && succeededAt < before && !isSettled)
        .slice(0, limit),
  };

  const stripe = {
    /** The student pays in the browser. @returns whether Stripe takes it */
    pay(paymentId: string, received: Partial<Pick<Payment, 'amountReceived' | 'currencyReceived'>> = {}) {
      const payment = rows.get(paymentId);
      if (payment?.intent !== 'OPEN' && payment?.intent !== 'PROCESSING') return false;
      Object.assign(payment, received, { intent: 'SUCCEEDED' });
      return true;
    },
    becomes(paymentId: string, intent: Payment['intent']) {
      const payment = rows.get(paymentId);
      if (payment) payment.intent = intent;
    },
    decline(paymentId: string) {
      const payment = rows.get(paymentId);
      if (payment?.intent === 'OPEN' && payment.status === 'PENDING') payment.status = 'DECLINED';
    },
    webhook(paymentId: string) {
      const payment = rows.get(paymentId);
      if (payment) hear(payment);
    },
  };
  return { payments, stripe, paymentRows: rows };
}
