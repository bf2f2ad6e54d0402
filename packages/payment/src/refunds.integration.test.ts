import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openPayment, paidPayment } from './testing/live-payments.ts';
import { operator, student } from './testing/orders.ts';
import { aPaymentStack, type PaymentStack } from './testing/payment-stack.ts';

let stack: PaymentStack;
beforeAll(async () => {
  stack = await aPaymentStack(inject('postgresUrl'));
});
afterAll(() => stack.end());
afterEach(() => {
  stack.time.offset = 0;
});

const unavailable = { code: 'PAYMENT_PROVIDER_UNAVAILABLE' };
const hours = (count: number) => count * 3_600_000;
const aPaidPayment = (card?: string) => paidPayment(stack, card);
const viewOf = (paymentId: string) => stack.payment.paymentOf(student, paymentId);
const refundsOf = async (intentId: string) =>
  (await stack.stripe.refunds.list({ payment_intent: intentId })).data;
const refund = (paymentId: string) => stack.payment.refundInFull(paymentId, 'The slot was gone');

describe('refunding in full, with Stripe over HTTP', () => {
  it('sends the money back once, whoever asks again', async () => {
    const { order, intentId } = await aPaidPayment();
    await Promise.allSettled([refund(order.paymentId), refund(order.paymentId)]);
    await refund(order.paymentId);
    expect(await refundsOf(intentId)).toMatchObject([{ amount: 4500, reason: 'requested_by_customer' }]);
    expect((await viewOf(order.paymentId)).refunds).toMatchObject([
      { amount: 4500, currency: 'EUR', status: 'SUCCEEDED', reason: 'The slot was gone' },
    ]);
  });

  it('lists what has arrived until somebody was told of it', async () => {
    const { order } = await aPaidPayment();
    const { paymentId, sessionId } = order;
    await refund(paymentId);
    const untold = async () => {
      const found = await stack.payment.takeUntoldRefunds(new Date(Date.now() + 1_000), 100);
      return found.filter((row) => row.paymentId === paymentId);
    };
    const refundId = (await viewOf(paymentId)).refunds[0]?.refundId ?? '';
    expect(await untold()).toEqual([{ refundId, paymentId, sessionId }]);
    expect(await stack.payment.takeUntoldRefunds(new Date(Date.now() - hours(1)), 100)).toEqual([]);
    await stack.payment.markRefundTold(refundId);
    await stack.payment.markRefundTold(refundId);
    expect(await untold()).toEqual([]);
  });

  it('resumes with the same key after Stripe’s answers were lost', async () => {
    const { order, intentId } = await aPaidPayment();
    await stack.faults({ api: { answer_lost: 4, path: '/refunds' } });
    await expect(refund(order.paymentId)).rejects.toMatchObject(unavailable);
    expect((await viewOf(order.paymentId)).refunds).toHaveLength(1);
    await stack.faults({ api: {} });
    await refund(order.paymentId);
    expect(await refundsOf(intentId)).toHaveLength(1);
    expect((await viewOf(order.paymentId)).refunds).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('finds a day-old attempt before it is sent again', async () => {
    const { order, intentId } = await aPaidPayment();
    await stack.faults({ api: { answer_lost: 4, path: '/refunds' } });
    await expect(refund(order.paymentId)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    stack.time.offset = hours(24);
    await refund(order.paymentId);
    expect(await refundsOf(intentId)).toHaveLength(1);
  });

  it('puts a refund from the dashboard on record, and sends nothing on top', async () => {
    const { order, intentId } = await aPaidPayment();
    const made = await stack.stripe.refunds.create({ payment_intent: intentId });
    await refund(order.paymentId);
    expect(await refundsOf(intentId)).toHaveLength(1);
    const rows = await stack.prisma.refund.findMany({ where: { paymentId: order.paymentId } });
    expect(rows).toContainEqual(
      expect.objectContaining({ attempt: null, status: 'SUCCEEDED', stripeRefundId: made.id }),
    );
  });

  it('sends what is left when a part was refunded in the dashboard', async () => {
    const { order, intentId } = await aPaidPayment();
    await stack.stripe.refunds.create({ payment_intent: intentId, amount: 100 });
    await refund(order.paymentId).catch(() => refund(order.paymentId));
    const amounts = (await refundsOf(intentId)).map(({ amount }) => amount);
    expect(amounts.sort()).toEqual([100, 4400]);
  });
});

describe('a disputed payment, with Stripe over HTTP', () => {
  /** Disputed by the bank, and known as such here. */
  async function aDisputedPayment() {
    const { order, intentId } = await aPaidPayment('pm_card_createDispute');
    const disputes = async () => (await stack.payment.paymentOf(operator, order.paymentId)).disputes;
    await vi.waitFor(async () => expect(await disputes()).toMatchObject([{ status: 'OPEN' }]), 10_000);
    const disputeId = (await disputes())[0]?.disputeId ?? '';
    const settle = (outcome: 'won' | 'lost') => stack.desk(`disputes/${disputeId}/settle`, { outcome });
    return { order, intentId, settle };
  }
  const kindsOf = async (paymentId: string) =>
    (await stack.payment.alerts(operator, { first: 100 }))
      .filter((alert) => alert.paymentId === paymentId)
      .map(({ kind }) => kind)
      .reverse();

  it('is sent back once the dispute is won', async () => {
    const { order, intentId, settle } = await aDisputedPayment();
    expect(await refund(order.paymentId)).toBe('WAITING');
    expect(await refundsOf(intentId)).toEqual([]);
    await settle('won');
    await vi.waitFor(async () => expect(await refundsOf(intentId)).toHaveLength(1), 10_000);
    await vi.waitFor(async () => {
      expect((await viewOf(order.paymentId)).refunds).toMatchObject([{ status: 'SUCCEEDED' }]);
    }, 10_000);
    expect(await kindsOf(order.paymentId)).toEqual(['DISPUTE_OPENED', 'PAYMENT_SENT_BACK', 'DISPUTE_WON']);
  });

  it('is not sent back once the dispute is lost: the bank has done that', async () => {
    const { order, intentId, settle } = await aDisputedPayment();
    expect(await refund(order.paymentId)).toBe('WAITING');
    await settle('lost');
    await vi.waitFor(async () => {
      expect((await viewOf(order.paymentId)).refunds).toMatchObject([{ status: 'FAILED' }]);
    }, 10_000);
    expect(await refund(order.paymentId)).toBe('SENT');
    expect(await refundsOf(intentId)).toEqual([]);
    expect((await viewOf(order.paymentId)).disputes).toEqual([]);
  });

  it('is listed to operators while it is open, with alerts by keyset', async () => {
    const { order } = await aDisputedPayment();
    const { alerts, disputes } = stack.payment;
    expect(await disputes(operator, { first: 1 })).toMatchObject([{ paymentId: order.paymentId }]);
    const [newest, ...older] = await alerts(operator, { first: 100 });
    expect(newest).toMatchObject({ kind: 'DISPUTE_OPENED', sessionId: order.sessionId });
    expect(older).not.toEqual([]);
    const after = newest?.alertId ?? '';
    expect(await alerts(operator, { first: 100, after })).toEqual(older);
  });

  it('that is not known as such here waits, too, and is sent under a new key once that is won', async () => {
    await stack.faults({ webhooks: { drop: 1_000 } });
    const { order, intentId } = await openPayment(stack);
    await stack.pay(intentId, 'pm_card_createDispute');
    expect(await stack.payment.closePayment(order)).toBe('PAID');
    expect(await refund(order.paymentId)).toBe('WAITING');
    expect(await kindsOf(order.paymentId)).toEqual(['PAYMENT_SENT_BACK', 'DISPUTE_OPENED']);
    const [dispute] = (await stack.stripe.disputes.list({ payment_intent: intentId })).data;
    await stack.desk(`disputes/${dispute?.id}/settle`, { outcome: 'won' });
    stack.time.offset = hours(1);
    await stack.payment.reconcile();
    await stack.payment.reconcile();
    expect(await refundsOf(intentId)).toMatchObject([{ amount: 4500 }]);
    await stack.faults({ webhooks: { drop: 0 } });
  });
});
