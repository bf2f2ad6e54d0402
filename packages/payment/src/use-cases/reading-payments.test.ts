import { newId } from '@halfpast/kernel';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  anInstant,
  aPaidPayment,
  aPendingPayment,
  operator,
  stranger,
  student,
  tutor,
} from '../testing/orders.ts';
import { paymentsInMemory } from '../testing/payments-in-memory.ts';
import { getPaymentHistory } from './get-payment-history.ts';
import { paidPayment } from './paid-payment.ts';
import { settlePayment } from './settle-payment.ts';
import { paymentOf, paymentOfSession, paymentsByIds, paymentsOfSessions } from './view-payments.ts';

const { payments, history, rows } = paymentsInMemory();
const older = aPaidPayment();
const newer = aPendingPayment();
const other = aPendingPayment({ userId: 'student-9', tutorId: 'tutor-9' });
const deps = { payments, history, clock: () => anInstant };
beforeEach(async () => {
  for (const payment of [older, newer, other]) await payments.insertOrFind(payment);
});
const ids = (views: readonly { paymentId: string }[]) => views.map(({ paymentId }) => paymentId);
const notFound = { code: 'NOT_FOUND' };

describe('the payment history', () => {
  const read = getPaymentHistory(deps);

  it('lists what the viewer paid, newest first, page by page', async () => {
    expect(ids(await read(student, { first: 10 }))).toEqual([newer.paymentId, older.paymentId]);
    expect(ids(await read(student, { first: 1 }))).toEqual([newer.paymentId]);
    expect(ids(await read(student, { first: 1, after: newer.paymentId }))).toEqual([older.paymentId]);
  });

  it('lists everybody’s to an operator, and to a tutor what they paid themselves', async () => {
    expect(await read(operator, { first: 10 })).toHaveLength(3);
    expect(await read(tutor, { first: 10 })).toEqual([]);
  });

  it('refuses a cursor that is no id', async () => {
    await expect(read(student, { first: 1, after: "'; --" })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('reading one payment', () => {
  it('finds it by its id and by its session, for those who may see it', async () => {
    expect((await paymentOf(deps)(tutor, older.paymentId)).paymentId).toBe(older.paymentId);
    expect((await paymentOfSession(deps)(student, older.sessionId)).paymentId).toBe(older.paymentId);
  });

  it('finds nothing of somebody else’s, as if it weren’t there', async () => {
    for (const id of [older.paymentId, newId(), 'no id'])
      await expect(paymentOf(deps)(stranger, id)).rejects.toMatchObject(notFound);
    for (const id of [older.sessionId, newId(), 'no id'])
      await expect(paymentOfSession(deps)(stranger, id)).rejects.toMatchObject(notFound);
  });

  it('leaves out of many those that the viewer may not see', async () => {
    const all = [older, newer, other];
    expect(await paymentsByIds(deps)(student, [...ids(all), 'no id'])).toHaveLength(2);
    const sessions = all.map(({ sessionId }) => sessionId);
    expect(await paymentsOfSessions(deps)(student, [...sessions, 'no id'])).toHaveLength(2);
  });
});

describe('what the saga asks of a success', () => {
  it('tells what was captured, and nothing of a payment that did not succeed', async () => {
    const paid = await paidPayment(deps)(older.paymentId);
    expect(paid).toMatchObject({ sessionId: older.sessionId, amount: 4500, amountReceived: 4500 });
    expect(paid).not.toHaveProperty('stripePaymentIntentId');
    for (const id of [newer.paymentId, newId(), 'no id']) expect(await paidPayment(deps)(id)).toBeUndefined();
  });

  it('notes that it was answered', async () => {
    await settlePayment(deps)(older.paymentId);
    expect(rows.get(older.paymentId)).toMatchObject({ settledAt: anInstant });
    await expect(settlePayment(deps)(newId())).rejects.toMatchObject(notFound);
  });
});
