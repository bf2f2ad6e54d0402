import { newId } from '@halfpast/kernel';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPayment, paidPayment } from './testing/live-payments.ts';
import { anOrder, operator, stranger, student, tutor } from './testing/orders.ts';
import { aPaymentStack, type PaymentStack } from './testing/payment-stack.ts';

let stack: PaymentStack;
beforeAll(async () => {
  stack = await aPaymentStack(inject('postgresUrl'));
});
afterAll(() => stack.end());

const hours = (count: number) => count * 3_600_000;
const anOpenPayment = () => openPayment(stack);
const aPaidPayment = () => paidPayment(stack);

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
