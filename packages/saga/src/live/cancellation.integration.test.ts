import type { Viewer } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import {
  aConfirmedLesson,
  aLesson,
  aStudent,
  cancelled,
  confirmed,
  isOnOffer,
} from '../testing/live-lesson.ts';
import { eventually } from '../testing/live-outcome.ts';
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

const back = (amount: number) => (amount > 0 ? [{ amount, status: 'SUCCEEDED' }] : []);

it.each([
  ['two days before', 48, 100, 4_500],
  ['in the morning', 12, 50, 2_250],
  ['in the last hour', 1, 0, 0],
])('a student who cancels %s gets what the quote said', async (_, hoursBefore, percent, amount) => {
  const { sessionId, lesson } = await aConfirmedLesson(world, ann, 60 * 60);
  await world.wait((lesson.time.getTime() - world.clock().getTime()) / 1_000 - hoursBefore * 3_600 - 60);
  expect(await world.cancellationQuote(ann, sessionId)).toMatchObject({ percent, amount });
  await world.communication.cancelSession(ann, { id: sessionId });
  const outcome = await world.becomes(sessionId, cancelled);
  expect(outcome).toMatchObject({ cancelledBy: ann.personId, isSettled: true });
  await eventually(async () => {
    const { refunds } = await world.outcome(sessionId);
    return JSON.stringify(refunds) === JSON.stringify(back(amount));
  });
  if (hoursBefore > 2) expect(await isOnOffer(world, lesson)).toBe(true);
  expect(await world.checkoutOf(ann, sessionId)).toMatchObject({ state: 'cancelled' });
});

it('a tutor who cancels costs the student nothing, even at the last minute', async () => {
  const { sessionId, lesson, tutor } = await aConfirmedLesson(world, ann, 3 * 60);
  await world.wait((lesson.time.getTime() - world.clock().getTime()) / 1_000 - 60);
  expect(await world.cancellationQuote(tutor, sessionId)).toMatchObject({ amount: 4_500, until: null });
  await world.communication.cancelSession(tutor, { id: sessionId, reason: 'I am ill' });
  expect(await world.becomes(sessionId, cancelled)).toMatchObject({ refunds: back(4_500) });
  const told = await world.prisma.notification.findMany({ where: { sessionId } });
  expect(told.filter(({ kind }) => kind === 'cancelled')).toHaveLength(2);
});

it('two who cancel at once are one cancellation with one refund', async () => {
  const { sessionId, tutor } = await aConfirmedLesson(world, ann);
  const wishes = [ann, tutor, ann, tutor].map((viewer) =>
    world.communication.cancelSession(viewer, { id: sessionId }),
  );
  const sessions = await Promise.all(wishes);
  expect(new Set(sessions.map(({ cancelledBy }) => cancelledBy)).size).toBe(1);
  expect(await world.becomes(sessionId, cancelled)).toMatchObject({ refunds: back(4_500) });
});

it('one that is cancelled as soon as it is confirmed is cancelled and refunded', async () => {
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  await eventually(() =>
    world.communication.cancelSession(ann, { id: booked.sessionId }).catch(() => undefined),
  );
  const outcome = await world.becomes(booked.sessionId, { ...cancelled, isSettled: true });
  expect(outcome).toMatchObject({ refunds: back(4_500) });
});

it('a webhook that comes again after the cancellation changes nothing', async () => {
  await world.fault({ webhooks: { drop: 1 } });
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  await eventually(async () => (await world.checkoutOf(ann, booked.sessionId)).state !== 'awaiting_payment');
  await world.fault({ webhooks: { drop: 0, duplicate: 3 } });
  const { sessionId, paymentId } = booked;
  await world.becomes(sessionId, confirmed);
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.becomes(sessionId, cancelled);
  await world.inngest.send([
    { name: 'payment/completed', data: { paymentId, sessionId } },
    { name: 'session/cancelled', data: { sessionId } },
    { name: 'payment/canceled', data: { paymentId, sessionId } },
  ]);
  await world.wait(1);
  expect(await world.outcome(sessionId)).toMatchObject({ ...cancelled, refunds: back(4_500) });
});

it('the slot is free though Stripe is down, and the refund comes when it is up', async () => {
  const { sessionId, lesson } = await aConfirmedLesson(world, ann);
  await world.fault({ api: { status: 500, times: 3, path: '/v1/refunds' } });
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.becomes(sessionId, { booking: 'CANCELLED', slot: 'RELEASED' });
  expect(await isOnOffer(world, lesson)).toBe(true);
  await eventually(async () => {
    await world.wait(60);
    const { refunds } = await world.outcome(sessionId);
    return JSON.stringify(refunds) === JSON.stringify(back(4_500));
  });
  await world.becomes(sessionId, cancelled);
});

it('with the engine down it waits, and is answered when it is up', async ({ skip }) => {
  skip(inject('inngestServer') !== null, notOurs);
  const { sessionId } = await aConfirmedLesson(world, ann);
  await world.engine.stop();
  await world.communication.cancelSession(ann, { id: sessionId });
  expect(await world.outcome(sessionId)).toMatchObject({
    session: 'CANCELLED',
    slot: 'BOOKED',
    refunds: [],
  });
  await world.start();
  expect(await world.becomes(sessionId, cancelled)).toMatchObject({ refunds: back(4_500) });
});

it('a cancellation whose event is lost is made good by the sweep', async () => {
  const { sessionId } = await aConfirmedLesson(world, ann);
  await world.relay.stop();
  await world.communication.cancelSession(ann, { id: sessionId });
  await world.prisma.communicationOutbox.deleteMany();
  world.relay.start();
  await world.wait(100);
  expect(await world.becomes(sessionId, cancelled)).toMatchObject({ refunds: back(4_500) });
});
