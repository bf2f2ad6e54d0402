import { newId } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, rival, student } from '../testing/saga-world.ts';

const aSlowWorld = async () => {
  const world = aSagaWorld();
  const booked = await world.book(student, aLesson);
  world.stripe.becomes(booked.paymentId, 'PROCESSING');
  world.stripe.webhook(booked.paymentId);
  return { world, ...booked };
};

const pending = { booking: 'AWAITING_PAYMENT', slot: 'HELD', session: 'PENDING_PAYMENT' };
const closed = { booking: 'EXPIRED', slot: 'RELEASED', intent: 'CANCELED' };

describe('a payment that is under way for long', () => {
  it('shows its session as awaiting it, and keeps the slot past the hold’s end', async () => {
    const { world, sessionId } = await aSlowWorld();
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(pending);
    world.wait(24 * 3_600);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject(pending);
    expect(await world.checkout(student, sessionId)).toMatchObject({ state: 'processing' });
  });

  it('is not called back, though its bank would let us', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    const payment = world.paymentRows.get(paymentId);
    if (payment) payment.canBeCalledBack = true;
    await world.settle();
    world.wait(24 * 3_600);
    await world.sweep();
    await world.giveUp(student, sessionId);
    expect(world.outcome(sessionId)).toMatchObject({ ...pending, intent: 'PROCESSING' });
  });

  it('is confirmed when it succeeds', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    await world.settle();
    world.wait(24 * 3_600);
    world.stripe.pay(paymentId);
    world.stripe.webhook(paymentId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', session: 'CONFIRMED' });
  });

  it('is closed when it fails, and its slot is on offer again', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    await world.settle();
    world.stripe.decline(paymentId);
    world.stripe.webhook(paymentId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...closed, session: 'WITHDRAWN', told: ['withdrawn'] });
    expect(await world.book(rival, aLesson)).toBeTruthy();
  });

  it('shows nothing when it has failed before anybody looked, and another card may be tried', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    world.stripe.decline(paymentId);
    world.stripe.webhook(paymentId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...pending, session: undefined, intent: 'OPEN' });
    expect(await world.checkout(student, sessionId)).toMatchObject({ state: 'declined' });
  });

  it('shows nothing when its booking is unknown or is not awaited any more', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    await world.bookings.move(sessionId, 'PAID');
    const unknown = { name: 'payment/processing', data: { paymentId, sessionId: newId() } };
    world.events.push(unknown);
    await world.settle();
    expect(world.sessionRows.size).toBe(0);
  });
});

describe('a pending session', () => {
  it('goes with a booking that ends while it is made', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    const { createPendingSession } = world.deps.sessions;
    world.deps.sessions.createPendingSession = async (lesson) => {
      world.stripe.decline(paymentId);
      await world.giveUp(student, sessionId);
      await createPendingSession(lesson);
    };
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'ABANDONED', session: 'WITHDRAWN' });
  });

  it('of a booking that has ended is withdrawn by the sweep', async () => {
    const { world, sessionId, paymentId } = await aSlowWorld();
    await world.settle();
    await world.bookings.move(sessionId, 'EXPIRED');
    world.stripe.decline(paymentId);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ ...closed, session: 'WITHDRAWN', told: ['withdrawn'] });
  });

  it('of a booking that lives is left alone', async () => {
    const { world, sessionId } = await aSlowWorld();
    await world.settle();
    world.events.push({ name: 'booking/ended', data: { bookingId: sessionId } });
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(pending);
  });
});

it('reminders, reconciliation and completion run by themselves', async () => {
  const { world, sessionId, paymentId } = await aSlowWorld();
  world.stripe.pay(paymentId);
  world.lose();
  world.calls.length = 0;
  for (const id of ['send-reminders', 'complete-finished-sessions', 'reconcile-payments'])
    await world.cron(id);
  expect(world.calls.slice(0, 3)).toEqual(['sendReminders', 'completeFinishedSessions', 'reconcile']);
  expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED' });
});
