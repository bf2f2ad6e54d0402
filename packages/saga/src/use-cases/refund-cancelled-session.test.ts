import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, student, tutor } from '../testing/saga-world.ts';

const aConfirmedWorld = async () => {
  const world = aSagaWorld();
  const booked = await world.book(student, aLesson);
  world.stripe.pay(booked.paymentId);
  world.stripe.webhook(booked.paymentId);
  await world.settle();
  return { world, ...booked };
};

const cancelled = { booking: 'CANCELLED', slot: 'RELEASED', session: 'CANCELLED', told: ['cancelled'] };

describe('a session that is cancelled', () => {
  it.each([
    ['a student, a day before', student, 24 * 60, 4_500],
    ['a student, a minute later', student, 24 * 60 - 1, 2_250],
    ['a student, two hours before', student, 120, 2_250],
    ['a student, a minute after that', student, 119, 0],
    ['the tutor, a minute before', tutor, 1, 4_500],
    ['the tutor, when it has begun', tutor, -5, 4_500],
  ])('by %s, gets what its policy grants', async (_, { personId }, minutesBefore, amount) => {
    const { world, sessionId } = await aConfirmedWorld();
    world.time.now = plusMinutes(aLesson.time, -minutesBefore);
    world.cancelSession(sessionId, personId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: amount });
    expect(world.told).toMatchObject(
      amount > 0
        ? [
            { kind: 'cancelled', amount },
            { kind: 'refunded', amount },
          ]
        : [{ amount: 0 }],
    );
    expect(world.sessionRows.get(sessionId)?.isSettled).toBe(true);
  });

  it('gets what was agreed when it was booked, whatever the policy is now', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    world.deps.cancellationPolicy = { tiers: [] };
    world.cancelSession(sessionId, student.personId);
    await world.settle();
    expect(world.outcome(sessionId).refunded).toBe(4_500);
  });

  it('frees its slot and tells both first, whatever Stripe does', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    const { refundPayment } = world.deps.payments;
    world.deps.payments.refundPayment = () => Promise.reject(new Error('Stripe is down'));
    world.cancelSession(sessionId, student.personId);
    await expect(world.settle()).rejects.toThrow('Stripe is down');
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: 0 });
    expect(await world.book(student, aLesson)).toBeTruthy();
    world.deps.payments.refundPayment = refundPayment;
    world.wait(31);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: 4_500 });
  });

  it('is settled while its refund waits for the end of a dispute', async () => {
    const { world, sessionId, paymentId } = await aConfirmedWorld();
    world.stripe.dispute(paymentId);
    world.cancelSession(sessionId, student.personId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: 0, owed: 4_500 });
    expect(world.sessionRows.get(sessionId)?.isSettled).toBe(true);
    world.stripe.closeDispute(paymentId);
    await world.settle();
    expect(world.told).toMatchObject([{ kind: 'cancelled' }, { kind: 'refunded', amount: 4_500 }]);
  });

  it('is answered once, however often its event comes', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    world.cancelSession(sessionId, student.personId);
    const event = { name: 'session/cancelled', data: { sessionId } };
    world.events.push(event, event);
    await world.settle();
    world.events.push(event);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: 4_500 });
    expect(world.refundRows.size).toBe(1);
  });

  it('is answered though its booking was not marked as confirmed yet', async () => {
    const { world, sessionId, paymentId } = await aConfirmedWorld();
    const row = world.rows.get(sessionId);
    const payment = world.paymentRows.get(paymentId);
    if (row) world.rows.set(sessionId, { ...row, status: 'PAID' });
    if (payment) payment.isSettled = false;
    world.cancelSession(sessionId, student.personId);
    await world.settle();
    world.wait(31);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ ...cancelled, refunded: 4_500 });
    expect(payment?.isSettled).toBe(true);
  });
});

describe('an event of a cancellation', () => {
  it('refunds nothing by itself', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    for (const id of [sessionId, newId()])
      world.events.push({ name: 'session/cancelled', data: { sessionId: id } });
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', slot: 'BOOKED', refunded: 0 });
  });

  it('refunds nothing for a mark', async () => {
    const world = aSagaWorld();
    const { sessionId, paymentId } = await world.book(student, aLesson);
    world.stripe.pay(paymentId, { amountReceived: 1 });
    world.stripe.webhook(paymentId);
    await world.settle();
    world.events.push({ name: 'session/cancelled', data: { sessionId } });
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'REFUNDED', refunded: 1, told: ['withdrawn'] });
  });

  it('is an error when nobody is known to have booked the session', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    world.rows.delete(sessionId);
    world.cancelSession(sessionId, student.personId);
    await world.settle();
    expect(world.errors).toEqual([{ sessionId }]);
    expect(world.sessionRows.get(sessionId)?.isSettled).toBe(false);
  });
});

it('a refund whose event was lost is told of by the sweep, once', async () => {
  const { world, paymentId } = await aConfirmedWorld();
  await world.deps.payments.refundInFull(paymentId, 'The lesson was no good');
  world.lose();
  for (let n = 0; n < 2; n++) {
    world.wait(31);
    await world.sweep();
  }
  expect(world.told).toMatchObject([{ kind: 'refunded', amount: 4_500 }]);
});

it('a refund from the dashboard that is faster than the lesson is told of once there is one', async () => {
  const world = aSagaWorld();
  const { sessionId, paymentId } = await world.book(student, aLesson);
  world.stripe.pay(paymentId);
  world.stripe.webhook(paymentId);
  world.lose();
  await world.deps.payments.refundInFull(paymentId, 'Made in the dashboard');
  await world.settle();
  expect(world.told).toEqual([]);
  for (let n = 0; n < 2; n++) {
    world.wait(31);
    await world.sweep();
  }
  expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', refunded: 4_500 });
  expect(world.told).toMatchObject([{ kind: 'refunded', amount: 4_500 }]);
});

it('a refund that didn’t succeed is not told of', async () => {
  const world = aSagaWorld();
  const data = { refundId: newId(), paymentId: newId(), sessionId: newId() };
  world.events.push({ name: 'payment/refunded', data });
  await world.settle();
  expect(world.told).toEqual([]);
});
