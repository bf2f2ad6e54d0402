import type { Viewer } from '@halfpast/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLesson, aStudent, cancelled, confirmed } from '../testing/live-lesson.ts';
import { eventually } from '../testing/live-outcome.ts';
import { intentIdIn } from '../testing/live-stripe.ts';
import { aLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let world: LiveWorld;
let ann: Viewer;
beforeAll(async () => {
  world = await aLiveWorld();
  await world.start();
});
afterAll(() => world.end());
beforeEach(() => {
  ann = aStudent();
});

/** A confirmed lesson, paid with a card of which Stripe's test cards say what happens to it. */
async function aLessonPaidWith(card: string) {
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked, card);
  await world.becomes(booked.sessionId, confirmed);
  return booked;
}

const refundsOf = async (sessionId: string) => (await world.outcome(sessionId)).refunds ?? [];

it('a refund that fails late is tried again under the next number, and the cancellation stays answered', async () => {
  const { sessionId } = await aLessonPaidWith('pm_card_refundFail');
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.becomes(sessionId, cancelled);
  const refunds = await eventually(async () => {
    await world.wait(120);
    const now = await refundsOf(sessionId);
    return now.length > 1 && now;
  }, 'A second attempt');
  expect(refunds[0]).toEqual({ amount: 4_500, status: 'FAILED' });
  expect(new Set(refunds.map(({ amount }) => amount))).toEqual(new Set([4_500]));
  expect(await world.outcome(sessionId)).toMatchObject(cancelled);
});

it.each([
  ['won is sent then', 'won', 'SUCCEEDED'],
  ['lost is not sent: the bank has given the money back', 'lost', 'FAILED'],
])('a refund that is owed while a dispute is open, and %s', async (_, outcome, status) => {
  const booked = await aLessonPaidWith('pm_card_createDispute');
  const { sessionId } = booked;
  const dispute = await eventually(async () => {
    const { data } = await world.stripe.disputes.list({ payment_intent: intentIdIn(booked.clientSecret) });
    return data[0];
  }, 'A dispute');
  await eventually(async () => (await world.prisma.dispute.count({ where: { payment: { sessionId } } })) > 0);
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.becomes(sessionId, cancelled);
  expect(await refundsOf(sessionId)).toEqual([{ amount: 4_500, status: 'PENDING' }]);
  await world.desk(`disputes/${dispute.id}/settle`, { outcome });
  await eventually(async () => {
    await world.wait(120);
    return (await refundsOf(sessionId))[0]?.status === status;
  }, status);
  expect(await refundsOf(sessionId)).toHaveLength(1);
});

it('a refund that the bank takes its time for is told of when it has come through', async () => {
  const { sessionId } = await aLessonPaidWith('pm_card_pendingRefund');
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.becomes(sessionId, cancelled);
  const told = await eventually(async () => {
    const mails = await world.prisma.notification.findMany({ where: { sessionId, kind: 'refunded' } });
    return mails.length > 0 && mails;
  }, 'A mail');
  expect(told.map(({ personId }) => personId)).toContain(ann.personId);
  expect(await refundsOf(sessionId)).toEqual([{ amount: 4_500, status: 'SUCCEEDED' }]);
});
