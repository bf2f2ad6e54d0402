import { newId } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { anOrder, operator, stranger, student, tutor } from './testing/orders.ts';
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

/** An order whose intent is open at Stripe. */
async function anOpenPayment() {
  const order = anOrder();
  const opening = await stack.payment.createPaymentIntentForSession(order);
  return { order, opening, intentId: intentIdIn(opening) };
}

async function aPaidPayment(card?: string) {
  const { order, intentId } = await anOpenPayment();
  await stack.pay(intentId, card);
  await vi.waitFor(async () => expect(await stack.payment.paidPayment(order.paymentId)).toBeDefined(), 5_000);
  return { order, intentId };
}

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

describe('refunding in full, with Stripe over HTTP', () => {
  const refundsOf = async (intentId: string) =>
    (await stack.stripe.refunds.list({ payment_intent: intentId })).data;
  const refund = (paymentId: string) => stack.payment.refundInFull(paymentId, 'The slot was gone');

  it('sends the money back once, whoever asks again', async () => {
    const { order, intentId } = await aPaidPayment();
    await Promise.allSettled([refund(order.paymentId), refund(order.paymentId)]);
    await refund(order.paymentId);
    expect(await refundsOf(intentId)).toMatchObject([{ amount: 4500, reason: 'requested_by_customer' }]);
    expect((await viewOf(order.paymentId)).refunds).toMatchObject([
      { amount: 4500, currency: 'EUR', status: 'SUCCEEDED', reason: 'The slot was gone' },
    ]);
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

describe('reading payments from the database', () => {
  it('lists them newest first by keyset, to those who may see them', async () => {
    const mine = { personId: `student-${newId()}`, role: 'student' as const };
    const orders = Array.from({ length: 3 }, () => anOrder({ userId: mine.personId }));
    for (const order of orders) await stack.payment.closePayment(order);
    const newestFirst = orders.map(({ paymentId }) => paymentId).reverse();
    const read = async (first: number, after?: string) =>
      (await stack.payment.getPaymentHistory(mine, after ? { first, after } : { first })).map(
        (p) => p.paymentId,
      );
    expect(await read(10)).toEqual(newestFirst);
    expect(await read(2)).toEqual(newestFirst.slice(0, 2));
    expect(await read(2, newestFirst[1])).toEqual(newestFirst.slice(2));
    expect(await stack.payment.getPaymentHistory(operator, { first: 3 })).toHaveLength(3);
  });

  it('finds those of many sessions at once', async () => {
    const { order, intentId } = await anOpenPayment();
    const find = (viewer: typeof student) =>
      stack.payment.paymentsOfSessions(viewer, [order.sessionId, newId()]);
    expect(await find(student)).toMatchObject([
      { paymentId: order.paymentId, stripePaymentIntentId: intentId },
    ]);
    expect(await find(tutor)).toMatchObject([{ stripePaymentIntentId: null }]);
    expect(await find(stranger)).toEqual([]);
    expect((await stack.payment.paymentOfSession(student, order.sessionId)).paymentId).toBe(order.paymentId);
    expect(await stack.payment.paymentsByIds(student, [order.paymentId])).toHaveLength(1);
  });

  it('lists successes until they are settled', async () => {
    const { order } = await aPaidPayment();
    const unsettled = async () => {
      const found = await stack.payment.takeUnsettledPayments(new Date(Date.now() + 1000), 100);
      return found.filter(({ paymentId }) => paymentId === order.paymentId);
    };
    expect(await unsettled()).toEqual([{ paymentId: order.paymentId, sessionId: order.sessionId }]);
    expect(await stack.payment.takeUnsettledPayments(new Date(Date.now() - hours(1)), 100)).toEqual([]);
    await stack.payment.settlePayment(order.paymentId);
    await stack.payment.settlePayment(order.paymentId);
    expect(await unsettled()).toEqual([]);
    await expect(stack.payment.settlePayment(newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes unsettled successes in turn: one that stays so keeps no other waiting', async () => {
    await aPaidPayment();
    await aPaidPayment();
    const take = (limit: number) => stack.payment.takeUnsettledPayments(new Date(Date.now() + 1000), limit);
    const all = await take(100);
    const ids = (found: typeof all) => found.map(({ paymentId }) => paymentId);
    const taken = new Set<string>();
    // A success of another test may come in between and has its turn, too.
    for (let turn = 0; turn < all.length + 5; turn++) for (const id of ids(await take(1))) taken.add(id);
    expect([...taken]).toEqual(expect.arrayContaining(ids(all)));
    expect(all.length).toBeGreaterThan(1);
  });
});
