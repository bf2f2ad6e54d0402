import type { Viewer } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { aLesson, aStudent, confirmed, isOnOffer, refunded } from '../testing/live-lesson.ts';
import { eventually } from '../testing/live-outcome.ts';
import { intentIdIn } from '../testing/live-stripe.ts';
import { aLiveWorld, type LiveWorld, notOurs } from '../testing/live-world.ts';

let world: LiveWorld;
let ann: Viewer;
beforeAll(async () => {
  world = await aLiveWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  ann = aStudent();
  await world.start();
});
afterEach(() => world.rest());

/** A lesson whose intent is of the wrong amount. */
async function aCheapLesson() {
  const lesson = await aLesson(world);
  const booked = await world.bookSession(ann, lesson);
  await world.stripe.paymentIntents.update(intentIdIn(booked.clientSecret), { amount: 100 });
  return { ...booked, lesson };
}

it('money that is not the price of the lesson goes back, and both are told', async () => {
  const booked = await aCheapLesson();
  expect(await world.pay(booked)).toBe('succeeded');
  expect(await world.becomes(booked.sessionId, refunded)).toMatchObject({
    slot: 'RELEASED',
    session: 'CANCELLED',
    cancelledBy: null,
    refunds: [{ amount: 100, status: 'SUCCEEDED' }],
  });
  expect(await isOnOffer(world, booked.lesson)).toBe(true);
  const told = await world.prisma.notification.findMany({ where: { sessionId: booked.sessionId } });
  expect(told.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(2);
});

it('a refund that Stripe refuses for a while is sent in the end, once', async () => {
  const booked = await aCheapLesson();
  await world.fault({ api: { status: 500, times: 3, path: '/v1/refunds' } });
  await world.pay(booked);
  await world.becomes(booked.sessionId, { booking: 'PAID' });
  await eventually(async () => {
    await world.wait(30);
    return (await world.outcome(booked.sessionId)).booking === 'REFUNDED';
  });
  expect((await world.outcome(booked.sessionId)).refunds).toEqual([{ amount: 100, status: 'SUCCEEDED' }]);
});

it('with the engine down, booking and paying go on, and all is confirmed when it is up again', async ({
  skip,
}) => {
  skip(inject('inngestServer') !== null, notOurs);
  await world.engine.stop();
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  const waiting = await world.becomes(booked.sessionId, { payment: 'SUCCEEDED' });
  expect(waiting).toMatchObject({ booking: 'AWAITING_PAYMENT', slot: 'HELD' });
  await world.start();
  await world.becomes(booked.sessionId, confirmed);
});

it('with the engine down, holds last longer, and money for a lesson that has begun meanwhile goes back', async ({
  skip,
}) => {
  skip(inject('inngestServer') !== null, notOurs);
  await world.rest();
  const booked = await world.bookSession(ann, await aLesson(world, 3 * 60));
  await world.pay(booked);
  await world.becomes(booked.sessionId, { payment: 'SUCCEEDED' });
  await world.wait(5 * 3_600);
  expect(await world.outcome(booked.sessionId)).toMatchObject({ slot: 'HELD' });
  await world.start();
  expect(await world.becomes(booked.sessionId, refunded)).toMatchObject({
    slot: 'RELEASED',
    session: 'CANCELLED',
    cancelledBy: null,
    refunds: [{ amount: 4_500, status: 'SUCCEEDED' }],
  });
});
