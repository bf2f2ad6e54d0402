import type { Viewer } from '@halfpast/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLesson, aStudent, closed, confirmed, expired, isOnOffer } from '../testing/live-lesson.ts';
import { eventually } from '../testing/live-outcome.ts';
import { intentIdIn } from '../testing/live-stripe.ts';
import { aLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let world: LiveWorld;
let ann: Viewer;
let bob: Viewer;
beforeAll(async () => {
  world = await aLiveWorld();
  await world.start();
});
afterAll(() => world.end());
beforeEach(() => {
  ann = aStudent();
  bob = aStudent();
});

it('a lesson is booked, paid and confirmed', async () => {
  const booked = await world.bookSession(ann, await aLesson(world));
  expect(await world.checkoutOf(ann, booked.sessionId)).toMatchObject({
    state: 'awaiting_payment',
    clientSecret: booked.clientSecret,
  });
  expect(await world.pay(booked)).toBe('succeeded');
  const outcome = await world.becomes(booked.sessionId, confirmed);
  expect(outcome).toMatchObject({ slot: 'BOOKED', session: 'CONFIRMED', payment: 'SUCCEEDED', refunds: [] });
  expect(await world.checkoutOf(ann, booked.sessionId)).toMatchObject({ state: 'confirmed' });
});

it('a card is declined, and another one pays the same intent', async () => {
  const booked = await world.bookSession(ann, await aLesson(world));
  expect(await world.pay(booked, 'pm_card_visa_chargeDeclined')).toBe('declined');
  const declined = await eventually(async () => {
    const checkout = await world.checkoutOf(ann, booked.sessionId);
    return checkout.state === 'declined' && checkout;
  });
  expect(declined).toMatchObject({ failureReason: expect.any(String), clientSecret: booked.clientSecret });
  expect(await world.pay(booked)).toBe('succeeded');
  await world.becomes(booked.sessionId, confirmed);
});

it('a hold expires: nobody can pay any more, and the slot is on offer again', async () => {
  const lesson = await aLesson(world);
  const booked = await world.bookSession(ann, lesson);
  expect(await isOnOffer(world, lesson)).toBe(false);
  await eventually(async () => (await world.prisma.sagaOutbox.count()) === 0);
  await world.wait(931);
  expect(await world.becomes(booked.sessionId, expired)).toMatchObject(closed);
  expect(await world.pay(booked)).toBe('declined');
  expect(await isOnOffer(world, lesson)).toBe(true);
  expect((await world.bookSession(bob, lesson)).sessionId).not.toBe(booked.sessionId);
});

it('a slot that is given up is free at once', async () => {
  const lesson = await aLesson(world);
  const { sessionId } = await world.bookSession(ann, lesson);
  await world.giveUpBooking(ann, sessionId);
  expect(await world.outcome(sessionId)).toMatchObject({ booking: 'ABANDONED', ...closed });
  expect(await isOnOffer(world, lesson)).toBe(true);
});

it('an intent that is canceled in Stripe’s dashboard closes its booking', async () => {
  const { sessionId, clientSecret } = await world.bookSession(ann, await aLesson(world));
  await world.stripe.paymentIntents.cancel(intentIdIn(clientSecret));
  expect(await world.becomes(sessionId, expired)).toMatchObject(closed);
});

it('a lesson that is over is completed', async () => {
  const booked = await world.bookSession(ann, await aLesson(world, 3 * 60));
  await world.pay(booked);
  await world.becomes(booked.sessionId, confirmed);
  await world.wait(6 * 3_600);
  await world.becomes(booked.sessionId, { session: 'COMPLETED' });
});
