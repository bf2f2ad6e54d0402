import { type Clock, DomainError } from '@halfpast/kernel';
import type { PaymentOrder, PaymentProgress, Payments } from '../use-cases/ports.ts';
import type { SagaEvent } from '../use-cases/saga-step.ts';
import { refundsInMemory } from './refunds-in-memory.ts';

export type PaymentInMemory = PaymentOrder & {
  status: PaymentProgress['status'];
  /** The intent at Stripe. */
  intent: 'NONE' | 'OPEN' | 'PROCESSING' | 'CANCELED' | 'SUCCEEDED';
  /** The intent as its last webhook told of it. */
  heard: PaymentInMemory['intent'];
  amountReceived: number;
  currencyReceived: string;
  succeededAt?: Date;
  isSettled: boolean;
  isDisputed: boolean;
  /** The bank lets it be canceled while it is processing. */
  canBeCalledBack: boolean;
};

/** Payments together with what Stripe knows of them; `announce` is the outbox. */
export function paymentsInMemory(clock: Clock, announce: (event: SagaEvent) => void) {
  const rows = new Map<string, PaymentInMemory>();
  const refunds = refundsInMemory(announce);

  const insertOrFind = (order: PaymentOrder, status: 'PENDING' | 'CANCELED'): PaymentInMemory => {
    const payment: PaymentInMemory = rows.get(order.paymentId) ?? {
      ...order,
      status,
      intent: 'NONE',
      heard: 'NONE',
      amountReceived: order.amount,
      currencyReceived: order.currency,
      isSettled: false,
      isDisputed: false,
      canBeCalledBack: false,
    };
    rows.set(order.paymentId, payment);
    return payment;
  };

  const paid = (paymentId: string): PaymentInMemory => {
    const payment = rows.get(paymentId);
    if (payment?.status !== 'SUCCEEDED') throw new DomainError('NOT_FOUND', 'There is no such paid payment');
    return payment;
  };

  /** What a webhook does: the row learns what Stripe says, once. */
  const hear = (payment: PaymentInMemory): void => {
    const { paymentId, sessionId, intent, heard } = payment;
    const say = (name: string) => announce({ name, data: { paymentId, sessionId } });
    payment.heard = intent;
    if (intent === 'PROCESSING' && heard !== 'PROCESSING') say('payment/processing');
    if (intent === 'OPEN' && heard === 'PROCESSING') say('payment/failed');
    if (intent === 'CANCELED' && payment.status !== 'CANCELED') {
      payment.status = 'CANCELED';
      say('payment/canceled');
    }
    if (intent === 'SUCCEEDED' && payment.status !== 'SUCCEEDED') {
      payment.status = 'SUCCEEDED';
      payment.succeededAt = clock();
      say('payment/completed');
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
      if (payment.intent === 'PROCESSING' && !payment.canBeCalledBack) return 'PROCESSING';
      if (payment.intent === 'SUCCEEDED') {
        hear(payment);
        return 'PAID';
      }
      if (payment.intent !== 'NONE') payment.intent = 'CANCELED';
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
      const payment = paid(paymentId);
      return refunds.send(payment, payment.amountReceived);
    },
    refundPayment: async (paymentId, { amount }) => refunds.send(paid(paymentId), amount),
    async succeededRefund(refundId) {
      const refund = refunds.succeeded(refundId);
      return refund && { ...refund, isSettled: paid(refund.paymentId).isSettled };
    },
    markRefundTold: async (refundId) => refunds.markTold(refundId),
    takeUntoldRefunds: async (_before, limit) => refunds.untold().slice(0, limit),
    async reconcile() {
      for (const payment of rows.values()) hear(payment);
      return { payments: { found: rows.size } };
    },
    async settlePayment(paymentId) {
      paid(paymentId).isSettled = true;
    },
    takeUnsettledPayments: async (before, limit) =>
      [...rows.values()]
        .filter(({ succeededAt, isSettled }) => succeededAt && succeededAt < before && !isSettled)
        .slice(0, limit),
  };

  const withRow = (paymentId: string, change: (payment: PaymentInMemory) => void): void => {
    const payment = rows.get(paymentId);
    if (payment) change(payment);
  };
  const stripe = {
    /** The student pays in the browser, or what was processing succeeds. @returns whether Stripe takes it */
    pay(
      paymentId: string,
      received: Partial<Pick<PaymentInMemory, 'amountReceived' | 'currencyReceived'>> = {},
    ) {
      const payment = rows.get(paymentId);
      if (payment?.intent !== 'OPEN' && payment?.intent !== 'PROCESSING') return false;
      Object.assign(payment, received, { intent: 'SUCCEEDED' });
      return true;
    },
    becomes: (paymentId: string, intent: PaymentInMemory['intent']) =>
      withRow(paymentId, (payment) => {
        payment.intent = intent;
      }),
    /** A card is declined, or what was processing fails. */
    decline: (paymentId: string) =>
      withRow(paymentId, (payment) => {
        if (payment.intent !== 'OPEN' && payment.intent !== 'PROCESSING') return;
        payment.intent = 'OPEN';
        if (payment.status === 'PENDING') payment.status = 'DECLINED';
      }),
    dispute: (paymentId: string) =>
      withRow(paymentId, (payment) => {
        payment.isDisputed = true;
      }),
    /** The dispute was won: what was owed meanwhile is sent. */
    closeDispute: (paymentId: string) =>
      withRow(paymentId, (payment) => {
        payment.isDisputed = false;
        refunds.resend(payment);
      }),
    webhook: (paymentId: string) => withRow(paymentId, hear),
  };
  return { payments, stripe, paymentRows: rows, refundRows: refunds.rows };
}
