import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { openPayment } from './testing/live-payments.ts';
import { operator, student } from './testing/orders.ts';
import { aPaymentStack, outboxOf, type PaymentStack, webhookSecret } from './testing/payment-stack.ts';
import { signatureOf } from './testing/stripe-events.ts';

let stack: PaymentStack;
beforeAll(async () => {
  stack = await aPaymentStack(inject('postgresUrl'), { sharesClock: true });
  // No webhook arrives in this room.
  await stack.faults({ webhooks: { drop: 1_000_000 } });
});
afterAll(() => stack.end());

/** Lets minutes go by, so that everything is old enough to be looked up. */
const later = async (minutes = 10) => {
  stack.time.offset += minutes * 60_000;
  return stack.payment.reconcile();
};
const viewOf = (paymentId: string) => stack.payment.paymentOf(student, paymentId);
const kindsOf = async (paymentId: string) =>
  (await stack.payment.alerts(operator, { first: 100 }))
    .filter((alert) => alert.paymentId === paymentId)
    .map(({ kind }) => kind)
    .reverse();

async function aPaidPayment(card?: string) {
  const { order, intentId } = await openPayment(stack);
  await stack.pay(intentId, card);
  expect((await later()).payments.mended).toBeGreaterThan(0);
  expect((await viewOf(order.paymentId)).status).toBe('SUCCEEDED');
  return { ...order, intentId };
}

/** Everything that this service knows. */
const everything = async () => {
  const { prisma } = stack;
  const [payments, refunds, disputes, alerts, outbox] = await Promise.all([
    prisma.payment.findMany({ omit: { updatedAt: true }, orderBy: { paymentId: 'asc' } }),
    prisma.refund.findMany({ omit: { updatedAt: true }, orderBy: { refundId: 'asc' } }),
    prisma.dispute.findMany({ omit: { updatedAt: true }, orderBy: { disputeId: 'asc' } }),
    prisma.alert.findMany({ orderBy: { alertId: 'asc' } }),
    prisma.paymentOutbox.findMany({ orderBy: { eventId: 'asc' } }),
  ]);
  return { payments, refunds, disputes, alerts, outbox };
};

it('learns without webhooks that a payment succeeded, was declined or was canceled', async () => {
  const { paymentId } = await aPaidPayment();
  expect(await outboxOf(stack.prisma, paymentId)).toEqual(['payment/completed']);
  const declined = await openPayment(stack);
  const canceled = await openPayment(stack);
  await expect(stack.pay(declined.intentId, 'pm_card_visa_chargeDeclined')).rejects.toThrow();
  await stack.desk(`payment_intents/${canceled.intentId}/cancel`);
  await later();
  expect(await viewOf(declined.order.paymentId)).toMatchObject({ status: 'FAILED', isProcessing: false });
  expect(await outboxOf(stack.prisma, canceled.order.paymentId)).toEqual(['payment/canceled']);
});

it.each([
  ['succeeded', 'SUCCEEDED', 'payment/completed'],
  ['failed', 'FAILED', 'payment/failed'],
] as const)('follows a debit until it has %s', async (outcome, status, told) => {
  const { order, intentId } = await openPayment(stack);
  await stack.pay(intentId, 'pm_successDelayed_de');
  await later(3);
  expect(await viewOf(order.paymentId)).toMatchObject({ status: 'PENDING', isProcessing: true });
  await stack.desk(`payment_intents/${intentId}/settle`, { outcome });
  await later(3);
  expect(await viewOf(order.paymentId)).toMatchObject({ status, isProcessing: false });
  expect(await outboxOf(stack.prisma, order.paymentId)).toEqual(['payment/processing', told]);
});

it('sends a refund that never reached Stripe, and asks until it has arrived', async () => {
  const { paymentId, intentId } = await aPaidPayment('pm_card_pendingRefund');
  await stack.faults({ api: { status: 500, times: 10, path: '/refunds' } });
  await expect(stack.payment.refundPayment(paymentId, { amount: 2250, reason: 'Half' })).rejects.toThrow();
  await stack.faults({ api: {} });
  expect(await later()).toMatchObject({ dueRefunds: { looked: 1, mended: 1 } });
  const atStripe = async () => (await stack.stripe.refunds.list({ payment_intent: intentId })).data;
  await vi.waitFor(async () => {
    expect(await atStripe()).toMatchObject([{ amount: 2250, status: 'succeeded' }]);
  }, 10_000);
  await later();
  expect((await viewOf(paymentId)).refunds).toMatchObject([{ amount: 2250, status: 'SUCCEEDED' }]);
  expect(await outboxOf(stack.prisma, paymentId)).toEqual(['payment/completed', 'payment/refunded']);
});

it('hears from Stripe’s events of what no row of ours waits for', async () => {
  const { paymentId, intentId } = await aPaidPayment();
  const made = await stack.stripe.refunds.create({ payment_intent: intentId, amount: 100 });
  const report = await later();
  expect(report.events.mended).toBeGreaterThan(0);
  expect((await viewOf(paymentId)).refunds).toMatchObject([{ amount: 100, status: 'SUCCEEDED' }]);
  await stack.desk(`payment_intents/${intentId}/dispute`);
  await later();
  expect((await stack.payment.paymentOf(operator, paymentId)).disputes).toMatchObject([{ status: 'OPEN' }]);
  expect(await kindsOf(paymentId)).toEqual(['REFUND_MADE_ELSEWHERE', 'DISPUTE_OPENED']);
  expect(await stack.prisma.refund.count({ where: { stripeRefundId: made.id } })).toBe(1);
});

it('changes nothing when it runs again, twice at once, or when every event is delivered after all', async () => {
  await later();
  const before = await everything();
  await Promise.all([stack.payment.reconcile(), stack.payment.reconcile()]);
  for await (const event of stack.stripe.events.list({ limit: 100 })) {
    const rawBody = JSON.stringify(event);
    const signature = signatureOf(rawBody, webhookSecret, new Date(Date.now() + stack.time.offset));
    expect(await stack.payment.handleStripeWebhook({ rawBody, signature })).not.toBe('APPLIED');
  }
  expect(await everything()).toEqual(before);
});

it('tries a refund again that failed after it had succeeded', async () => {
  const { paymentId } = await aPaidPayment('pm_card_refundFail');
  await stack.payment.refundInFull(paymentId, 'The slot was gone');
  const statuses = async () => (await viewOf(paymentId)).refunds.map(({ status }) => status);
  await vi.waitFor(async () => {
    await later();
    expect((await statuses()).slice(0, 2)).toEqual(['FAILED', expect.any(String)]);
  }, 15_000);
  expect(await kindsOf(paymentId)).toContain('REFUND_FAILED');
  const back = (await viewOf(paymentId)).refunds.filter(({ status }) => status !== 'FAILED');
  expect(back.map(({ amount }) => amount)).toEqual([4500]);
});
