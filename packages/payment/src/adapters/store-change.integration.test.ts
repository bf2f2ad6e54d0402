import { newId } from '@halfpast/kernel';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Payment } from '../domain/payment.ts';
import { openPayment } from '../testing/live-payments.ts';
import { aPaymentStack, outboxOf, type PaymentStack } from '../testing/payment-stack.ts';
import { toPayment } from './payment-row.ts';
import { storeChange } from './store-change.ts';

let stack: PaymentStack;
beforeAll(async () => {
  stack = await aPaymentStack(inject('postgresUrl'));
});
afterAll(() => stack.end());

const rowOf = async (paymentId: string) =>
  toPayment(await stack.prisma.payment.findUniqueOrThrow({ where: { paymentId } }));
const heard = (eventId: string) => stack.prisma.stripeEvent.count({ where: { eventId } });

/** A change with an event and news of its own. */
function aChange(before: Payment) {
  const { paymentId } = before;
  const after: Payment = { ...before, processingSince: new Date(), version: before.version + 1 };
  const event = { eventId: `evt_${newId()}`, type: 'payment_intent.processing' };
  const news = { eventId: newId(), name: 'payment/processing', data: { paymentId } };
  return { before, after, event, news };
}

const anOpenRow = async () => rowOf((await openPayment(stack)).order.paymentId);

it('stores a change, the event behind it and its news at once', async () => {
  const change = aChange(await anOpenRow());
  expect(await storeChange(stack.prisma, change)).toBe('CHANGED');
  const { paymentId } = change.before;
  expect(await rowOf(paymentId)).toEqual(change.after);
  expect(await heard(change.event.eventId)).toBe(1);
  expect(await outboxOf(stack.prisma, paymentId)).toEqual(['payment/processing']);
});

it('writes nothing when the row has changed since it was read', async () => {
  const before = await anOpenRow();
  const [first, second] = [aChange(before), aChange(before)];
  const both = await Promise.all([storeChange(stack.prisma, first), storeChange(stack.prisma, second)]);
  expect(both.sort()).toEqual(['CHANGED', 'CONFLICT']);
  expect((await heard(first.event.eventId)) + (await heard(second.event.eventId))).toBe(1);
  expect(await outboxOf(stack.prisma, before.paymentId)).toEqual(['payment/processing']);
});

it('writes nothing for an event that was applied before', async () => {
  const change = aChange(await anOpenRow());
  await storeChange(stack.prisma, change);
  const again = { ...aChange(await rowOf(change.before.paymentId)), event: change.event };
  expect(await storeChange(stack.prisma, again)).toBe('SEEN');
  expect(await rowOf(change.before.paymentId)).toEqual(change.after);
  expect(await outboxOf(stack.prisma, change.before.paymentId)).toEqual(['payment/processing']);
});
