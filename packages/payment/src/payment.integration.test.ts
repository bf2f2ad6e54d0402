import { newId } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openPayment } from './testing/live-payments.ts';
import { anOrder, student } from './testing/orders.ts';
import {
  aPaymentStack,
  intentIdIn,
  intentsOf,
  outboxOf,
  type PaymentStack,
} from './testing/payment-stack.ts';

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
const anOpenPayment = () => openPayment(stack);
const viewOf = (paymentId: string) => stack.payment.paymentOf(student, paymentId);
const statusOf = async (paymentId: string) => (await viewOf(paymentId)).status;
const stripeStatusOf = async (intentId: string) =>
  (await stack.stripe.paymentIntents.retrieve(intentId)).status;

describe('a payment, with Stripe over HTTP', () => {
  it('is opened with what Stripe needs, and SUCCEEDED once the webhook has come', async () => {
    const { order, intentId } = await anOpenPayment();
    expect(await stack.stripe.paymentIntents.retrieve(intentId)).toMatchObject({
      amount: 4500,
      currency: 'eur',
      description: order.description,
      automatic_payment_methods: { enabled: true },
      metadata: { env: 'test', paymentId: order.paymentId, sessionId: order.sessionId },
    });
    const before = stack.commits.count;
    await stack.pay(intentId);
    await vi.waitFor(async () => expect(await statusOf(order.paymentId)).toBe('SUCCEEDED'), 5_000);
    expect(await outboxOf(stack.prisma, order.paymentId)).toEqual(['payment/completed']);
    expect(stack.commits.count).toBe(before + 1);
    const { neededBy: _, ...paid } = order;
    expect(await stack.payment.paidPayment(order.paymentId)).toEqual({
      ...paid,
      amountReceived: 4500,
      currencyReceived: 'EUR',
    });
  });

  it('is FAILED in words after a decline, and succeeds on the same intent', async () => {
    const { order, opening, intentId } = await anOpenPayment();
    await expect(stack.pay(intentId, 'pm_card_visa_chargeDeclinedInsufficientFunds')).rejects.toThrow();
    await vi.waitFor(async () => expect(await statusOf(order.paymentId)).toBe('FAILED'), 5_000);
    expect((await viewOf(order.paymentId)).failureReason).toMatch(/not enough money/);
    expect(await stack.payment.createPaymentIntentForSession(order)).toEqual(opening);
    await stack.pay(intentId);
    await vi.waitFor(async () => expect(await statusOf(order.paymentId)).toBe('SUCCEEDED'), 5_000);
    expect((await viewOf(order.paymentId)).failureReason).toBeNull();
  });

  it('is one row and one intent for many who open it at once', async () => {
    const order = anOrder();
    const open = () => stack.payment.createPaymentIntentForSession(order);
    // On a busy machine the key may stay in use for longer than the SDK tries: asking again resumes.
    const openings = await Promise.all(Array.from({ length: 8 }, () => open().catch(open)));
    expect(new Set(openings.map((opening) => JSON.stringify(opening))).size).toBe(1);
    expect(await intentsOf(stack.stripe, order.paymentId)).toHaveLength(1);
  });

  it('is resumed with the same key after Stripe’s answers were lost', async () => {
    const order = anOrder();
    await stack.faults({ api: { answer_lost: 4, path: '/payment_intents' } });
    await expect(stack.payment.createPaymentIntentForSession(order)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    expect(await stack.payment.createPaymentIntentForSession(order)).toMatchObject({ status: 'OPEN' });
    expect(await intentsOf(stack.stripe, order.paymentId)).toHaveLength(1);
  });

  it.each([429, 500])('can’t be opened while Stripe answers %i, and can afterwards', async (status) => {
    const order = anOrder();
    await stack.faults({ api: { status, times: 10, path: '/payment_intents' } });
    await expect(stack.payment.createPaymentIntentForSession(order)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    expect(await stack.payment.createPaymentIntentForSession(order)).toMatchObject({ status: 'OPEN' });
    const row = await stack.prisma.payment.findUniqueOrThrow({ where: { paymentId: order.paymentId } });
    expect(row.attempt).toBe(1);
  });

  it('takes a new attempt after Stripe’s definite refusal', async () => {
    const order = anOrder({ currency: 'XXX' });
    await expect(stack.payment.createPaymentIntentForSession(order)).rejects.toMatchObject(unavailable);
    const row = await stack.prisma.payment.findUniqueOrThrow({ where: { paymentId: order.paymentId } });
    expect(row).toMatchObject({ status: 'PENDING', attempt: 2, firstTriedAt: null });
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
  });

  it('adopts what its key made with other parameters', async () => {
    const order = anOrder();
    const { paymentId, sessionId } = order;
    const made = await stack.stripe.paymentIntents.create(
      { amount: 4500, currency: 'eur', metadata: { env: 'test', paymentId, sessionId } },
      { idempotencyKey: `pi:create:${sessionId}:1` },
    );
    expect(await stack.payment.createPaymentIntentForSession(order)).toEqual({
      status: 'OPEN',
      clientSecret: made.client_secret,
    });
  });

  it('has one row a session', async () => {
    const { order } = await anOpenPayment();
    const twin = { ...order, paymentId: newId() };
    await expect(stack.payment.createPaymentIntentForSession(twin)).rejects.toThrow(/another id/);
  });
});

describe('closing a payment, with Stripe over HTTP', () => {
  it('cancels the intent: nobody can pay it any more', async () => {
    const { order, intentId } = await anOpenPayment();
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
    expect(await stripeStatusOf(intentId)).toBe('canceled');
    await expect(stack.pay(intentId)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(await stack.payment.createPaymentIntentForSession(order)).toEqual({ status: 'CLOSED' });
    expect(await viewOf(order.paymentId)).toMatchObject({
      status: 'FAILED',
      stripePaymentIntentId: intentId,
      failureReason: 'The payment was closed before it was made. Nothing was charged.',
    });
  });

  it('is PAID when the money was faster than the webhook', async () => {
    await stack.faults({ webhooks: { drop: 50 } });
    const { order, intentId } = await anOpenPayment();
    await stack.pay(intentId);
    expect(await stack.payment.closePayment(order)).toBe('PAID');
    expect(await outboxOf(stack.prisma, order.paymentId)).toEqual(['payment/completed']);
    await stack.faults({ webhooks: { drop: 0 } });
  });

  it('learns from its key which intent to cancel', async () => {
    const order = anOrder();
    await stack.faults({ api: { answer_lost: 4, path: '/payment_intents' } });
    await expect(stack.payment.createPaymentIntentForSession(order)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
    expect((await intentsOf(stack.stripe, order.paymentId)).map(({ status }) => status)).toEqual([
      'canceled',
    ]);
  });

  it('finds the intent by its metadata when the key is a day old', async () => {
    const order = anOrder();
    await stack.faults({ api: { answer_lost: 4, path: '/payment_intents' } });
    await expect(stack.payment.createPaymentIntentForSession(order)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    stack.time.offset = hours(24);
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
    expect((await intentsOf(stack.stripe, order.paymentId)).map(({ status }) => status)).toEqual([
      'canceled',
    ]);
  });

  it('is not CLOSED while Stripe can’t be asked', async () => {
    const { order, intentId } = await anOpenPayment();
    await stack.faults({ api: { status: 500, times: 10, path: '/cancel' } });
    await expect(stack.payment.closePayment(order)).rejects.toMatchObject(unavailable);
    await stack.faults({ api: {} });
    expect(await stripeStatusOf(intentId)).toBe('requires_payment_method');
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
  });

  it('agrees with those who open and pay at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = anOrder();
      const open = async () => {
        const opening = await stack.payment.createPaymentIntentForSession(order);
        if (opening.status === 'OPEN') await stack.pay(intentIdIn(opening)).catch(() => undefined);
      };
      const answers = await Promise.all([open(), stack.payment.closePayment(order), open()]);
      const paid = (await intentsOf(stack.stripe, order.paymentId)).some(
        ({ status }) => status === 'succeeded',
      );
      expect(answers[1]).toBe(paid ? 'PAID' : 'CLOSED');
    }
  });

  it('tells others when somebody else canceled the intent', async () => {
    const { order, intentId } = await anOpenPayment();
    await stack.stripe.paymentIntents.cancel(intentId);
    await vi.waitFor(async () => {
      expect(await outboxOf(stack.prisma, order.paymentId)).toEqual(['payment/canceled']);
    }, 5_000);
    expect(await stack.payment.closePayment(order)).toBe('CLOSED');
  });
});
