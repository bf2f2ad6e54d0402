import type { Viewer } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLesson, aStudent, confirmed, expired } from '../testing/live-lesson.ts';
import { eventually } from '../testing/live-outcome.ts';
import { aLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let world: LiveWorld;
let ann: Viewer;
let bob: Viewer;
beforeAll(async () => {
  world = await aLiveWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  ann = aStudent();
  bob = aStudent();
  await world.start();
});
afterEach(() => world.rest());

it('a webhook that comes twice confirms once', async () => {
  await world.fault({ webhooks: { duplicate: 2 } });
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  const outcome = await world.becomes(booked.sessionId, confirmed);
  expect(outcome).toMatchObject({ session: 'CONFIRMED', refunds: [] });
});

it('a lost webhook is made good when the booking is closed', async () => {
  await world.fault({ webhooks: { drop: 10 } });
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  await world.fault({ webhooks: { drop: 0 } });
  await eventually(async () => (await world.prisma.sagaOutbox.count()) === 0);
  await world.wait(931);
  expect(await world.becomes(booked.sessionId, confirmed)).toMatchObject({ session: 'CONFIRMED' });
});

it('a lost webhook is made good while the student looks at the result', async () => {
  await world.fault({ webhooks: { drop: 10 } });
  const booked = await world.bookSession(ann, await aLesson(world));
  await world.pay(booked);
  await eventually(async () => (await world.checkoutOf(ann, booked.sessionId)).state !== 'awaiting_payment');
  await world.fault({ webhooks: { drop: 0 } });
  await world.becomes(booked.sessionId, confirmed);
});

it('lost events are made good by the sweep', async () => {
  await world.relay.stop();
  const unpaid = await world.bookSession(ann, await aLesson(world));
  const paid = await world.bookSession(bob, await aLesson(world));
  await world.pay(paid);
  await eventually(async () => (await world.prisma.paymentOutbox.count()) === 1);
  await world.prisma.sagaOutbox.deleteMany();
  await world.prisma.paymentOutbox.deleteMany();
  world.relay.start();
  await world.wait(1_000);
  await world.becomes(unpaid.sessionId, expired);
  await world.becomes(paid.sessionId, confirmed);
});

it('a slot that is left held by an ended booking is released by the sweep', async () => {
  const { sessionId } = await world.bookSession(ann, await aLesson(world));
  await world.prisma.booking.update({ where: { bookingId: sessionId }, data: { status: 'REJECTED' } });
  await world.wait(1_000);
  expect(await world.becomes(sessionId, { slot: 'RELEASED' })).toMatchObject({ payment: 'CANCELED' });
});

it('a forged event confirms nothing', async () => {
  const { sessionId, paymentId } = await world.bookSession(ann, await aLesson(world));
  const forged = { name: 'payment/completed', data: { paymentId, sessionId } };
  await world.inngest.send(forged);
  await world.inngest.send({ name: 'payment/completed', data: { paymentId: 'x' } });
  await world.wait(1);
  expect(await world.outcome(sessionId)).toMatchObject({ booking: 'AWAITING_PAYMENT', session: undefined });
  const unsigned = { method: 'POST', body: JSON.stringify({ event: forged, events: [forged], steps: {} }) };
  const url = `${world.inngestUrl}?fnId=${world.inngest.id}-confirm-paid-session&stepId=step`;
  expect((await fetch(url, unsigned)).status).toBe(401);
});

it('a lost answer of Stripe leads to one intent', async () => {
  await world.fault({ api: { answer_lost: 1, path: '/v1/payment_intents' } });
  const booked = await world.bookSession(ann, await aLesson(world));
  const { data } = await world.stripe.paymentIntents.list({ limit: 100 });
  expect(data.filter(({ metadata }) => metadata.paymentId === booked.paymentId)).toHaveLength(1);
  await world.pay(booked);
  await world.becomes(booked.sessionId, confirmed);
});

it('a request that failed at Stripe is resumed when it is repeated', async () => {
  const lesson = await aLesson(world);
  await world.fault({ api: { status: 500, times: 3, path: '/v1/payment_intents' } });
  await expect(world.bookSession(ann, lesson)).rejects.toMatchObject({
    code: 'PAYMENT_PROVIDER_UNAVAILABLE',
  });
  const booked = await world.bookSession(ann, lesson);
  expect(await world.prisma.booking.count({ where: { tutorId: lesson.tutorId } })).toBe(1);
  await world.pay(booked);
  await world.becomes(booked.sessionId, confirmed);
});
