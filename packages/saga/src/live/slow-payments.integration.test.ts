import type { Viewer } from '@halfpast/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLesson, aStudent, confirmed, expired, isOnOffer } from '../testing/live-lesson.ts';
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

/** A lesson in four weeks, whose payment by bank debit is under way. */
async function aSlowLesson() {
  const lesson = await aLesson(world, 28 * 24 * 60);
  const booked = await world.bookSession(ann, lesson);
  expect(await world.pay(booked, 'pm_successDelayed_de')).toBe('processing');
  const pending = await world.becomes(booked.sessionId, { session: 'PENDING_PAYMENT' });
  expect(pending).toMatchObject({ booking: 'AWAITING_PAYMENT', slot: 'HELD' });
  return { ...booked, lesson, intentId: intentIdIn(booked.clientSecret) };
}

it('a slow payment is shown as such past the end of its hold, and confirmed when it succeeds', async () => {
  const { sessionId, intentId, lesson } = await aSlowLesson();
  await world.wait(1_000);
  expect(await world.checkoutOf(ann, sessionId)).toMatchObject({ state: 'processing', clientSecret: null });
  await expect(world.communication.cancelSession(ann, { id: sessionId })).rejects.toMatchObject({
    code: 'CANCELLATION_NOT_ALLOWED',
  });
  expect(await isOnOffer(world, lesson)).toBe(false);
  await world.desk(`payment_intents/${intentId}/settle`, { outcome: 'succeeded' });
  const outcome = await world.becomes(sessionId, confirmed);
  expect(outcome).toMatchObject({ session: 'CONFIRMED', slot: 'BOOKED', payment: 'SUCCEEDED' });
});

it('a slow payment that fails gives the slot back', async () => {
  const { sessionId, intentId, lesson } = await aSlowLesson();
  await world.desk(`payment_intents/${intentId}/settle`, { outcome: 'failed' });
  expect(await world.becomes(sessionId, { ...expired, session: 'CANCELLED' })).toMatchObject({
    slot: 'RELEASED',
    cancelledBy: null,
    payment: 'CANCELED',
  });
  expect(await isOnOffer(world, lesson)).toBe(true);
});

it('a slow payment whose webhooks are lost is found by the reconciliation', async () => {
  await world.fault({ webhooks: { drop: 20 } });
  const booked = await world.bookSession(ann, await aLesson(world, 28 * 24 * 60));
  await world.pay(booked, 'pm_successDelayed_de');
  await world.wait(600);
  await world.becomes(booked.sessionId, { session: 'PENDING_PAYMENT' });
  await world.desk(`payment_intents/${intentIdIn(booked.clientSecret)}/settle`, { outcome: 'succeeded' });
  await world.wait(600);
  await world.becomes(booked.sessionId, confirmed);
  await world.fault({ webhooks: { drop: 0 } });
});
