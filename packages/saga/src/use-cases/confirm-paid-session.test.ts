import { newId, plusMinutes, plusSeconds } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, type SagaWorld, student } from '../testing/saga-world.ts';
import { marking } from './close-booking.ts';
import { atOnce, type Steps } from './saga-step.ts';

const aPaidWorld = async (received = {}) => {
  const world = aSagaWorld();
  const booked = await world.book(student, aLesson);
  world.stripe.pay(booked.paymentId, received);
  world.stripe.webhook(booked.paymentId);
  return { world, ...booked };
};

const confirmed = { booking: 'CONFIRMED', slot: 'BOOKED', session: 'CONFIRMED', refunded: 0 };
const refunded = { booking: 'REFUNDED', slot: 'RELEASED', session: 'WITHDRAWN', told: ['withdrawn'] };

/** A twin of the run has stored the Session. */
const store = (world: SagaWorld, sessionId: string) => {
  const booking = world.rows.get(sessionId);
  if (!booking) throw new Error('There is no such booking');
  return world.sessions.createConfirmedSession({ ...booking, sessionId });
};

describe('a paid booking', () => {
  it('becomes a confirmed session in four steps', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    const steps: string[] = [];
    const step: Steps = {
      run(id, work) {
        steps.push(id);
        return work();
      },
    };
    await world.confirm(step, { paymentId });
    expect(steps).toEqual([
      'read-paid-booking',
      'book-slot',
      'create-confirmed-session',
      'mark-booking-confirmed',
    ]);
    expect(world.outcome(sessionId)).toMatchObject(confirmed);
    expect(world.paymentRows.get(paymentId)?.isSettled).toBe(true);
  });

  it('is confirmed once, however often and late its event comes', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    await Promise.all([1, 2, 3].map(() => world.confirm(atOnce, { paymentId })));
    world.time.now = plusMinutes(aLesson.time, 30 * 24 * 60);
    await world.confirm(atOnce, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject(confirmed);
  });

  it('is not confirmed by an event alone', async () => {
    const world = aSagaWorld();
    const { sessionId, paymentId } = await world.book(student, aLesson);
    await world.confirm(atOnce, { paymentId });
    await world.confirm(atOnce, { paymentId: newId() });
    expect(world.outcome(sessionId)).toMatchObject({
      booking: 'AWAITING_PAYMENT',
      slot: 'HELD',
      session: undefined,
    });
  });

  it('may be paid before its request has noticed', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    const row = world.rows.get(sessionId);
    if (row) world.rows.set(sessionId, { ...row, status: 'REQUESTED' });
    await world.confirm(atOnce, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject(confirmed);
  });

  it('is only marked when its Session is there already', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld({ amountReceived: 1 });
    await store(world, sessionId);
    await world.bookings.move(sessionId, 'PAID');
    world.calls.length = 0;
    await world.confirm(atOnce, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', slot: 'HELD', refunded: 0 });
    expect(world.calls).toEqual(['paidPayment', 'move', 'sessionState', 'move', 'settlePayment']);
  });

  it('is found by the sweep when its event was lost', async () => {
    const { world, sessionId } = await aPaidWorld();
    world.events.length = 0;
    world.wait(31);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject(confirmed);
  });
});

describe('money that can’t become a lesson is sent back', () => {
  it.each([
    ['is too little', { amountReceived: 4499 }],
    ['is too much', { amountReceived: 4501 }],
    ['is of another currency', { currencyReceived: 'USD' }],
  ])('when it %s', async (_, received) => {
    const { world, sessionId, paymentId } = await aPaidWorld(received);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
    expect(world.paymentRows.get(paymentId)?.isSettled).toBe(true);
    expect(world.outcome(sessionId).refunded).toBe(world.paymentRows.get(paymentId)?.amountReceived);
    expect(world.warnings).toMatchObject([{ reason: expect.stringContaining('amount') }]);
  });

  it.each(['REJECTED', 'EXPIRED', 'ABANDONED'] as const)('when the booking was %s', async (status) => {
    const { world, sessionId } = await aPaidWorld();
    const row = world.rows.get(sessionId);
    if (row) world.rows.set(sessionId, { ...row, status });
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });

  it('when the slot isn’t held any more', async () => {
    const { world, sessionId } = await aPaidWorld();
    await world.tutorMatching.releaseSlot(sessionId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });

  it('when the lesson has begun', async () => {
    const { world, sessionId } = await aPaidWorld();
    world.time.now = plusSeconds(aLesson.time, 1);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });

  it('when the lesson begins while it is being confirmed', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    const { bookSlot } = world.deps.tutorMatching;
    world.deps.tutorMatching.bookSlot = (bookingId) => {
      world.time.now = plusSeconds(aLesson.time, 1);
      return bookSlot(bookingId);
    };
    await world.confirm(atOnce, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });

  it('even when its booking is unknown', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    world.rows.delete(sessionId);
    await world.settle();
    expect(world.paymentRows.get(paymentId)?.isSettled).toBe(true);
    expect(world.refundRows.get(paymentId)?.status).toBe('SUCCEEDED');
  });

  it('once, however often its event comes, and then stays so', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld({ amountReceived: 1 });
    await world.settle();
    world.calls.length = 0;
    await world.confirm(atOnce, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject(refunded);
    expect(world.calls).toEqual(['paidPayment', 'move', 'tellWithdrawn', 'settlePayment']);
  });

  it.each([
    ['has confirmed the lesson', 'withdraw-session', confirmed.session, 'CONFIRMED'],
    ['has withdrawn it', 'create-confirmed-session', 'WITHDRAWN', 'REFUNDED'],
  ])('or not, as a twin decided that %s meanwhile', async (_, before, session, booking) => {
    const { world, sessionId, paymentId } = await aPaidWorld(
      before === 'withdraw-session' ? { amountReceived: 1 } : {},
    );
    const late: Steps = {
      async run(id, work) {
        const row = world.rows.get(sessionId);
        if (id === before && row) {
          if (session === 'WITHDRAWN') await world.sessions.withdrawSession({ ...row, sessionId });
          else await store(world, sessionId);
        }
        return work();
      },
    };
    await world.confirm(late, { paymentId });
    expect(world.outcome(sessionId)).toMatchObject({ booking, session });
    expect(world.outcome(sessionId).refunded > 0).toBe(booking === 'REFUNDED');
    expect(world.paymentRows.get(paymentId)?.isSettled).toBe(true);
  });

  it('when the lesson was withdrawn before', async () => {
    const { world, sessionId } = await aPaidWorld();
    const row = world.rows.get(sessionId);
    if (row) await world.sessions.withdrawSession({ ...row, sessionId });
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });

  it('once a dispute allows it; the booking doesn’t wait for that', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld({ amountReceived: 1 });
    world.stripe.dispute(paymentId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ ...refunded, owed: 1, refunded: 0 });
    world.stripe.closeDispute(paymentId);
    expect(world.outcome(sessionId)).toMatchObject({ ...refunded, owed: 0, refunded: 1 });
  });

  it('again and again until it works: the sweep doesn’t give up', async () => {
    const { world, sessionId } = await aPaidWorld({ amountReceived: 1 });
    const { refundInFull } = world.deps.payments;
    world.deps.payments.refundInFull = () => Promise.reject(new Error('Stripe is down'));
    await expect(world.settle()).rejects.toThrow('Stripe is down');
    world.wait(31);
    world.deps.payments.refundInFull = refundInFull;
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject(refunded);
  });
});

describe('a booking that is gone', () => {
  it('can’t be marked, and no session is made of it', async () => {
    const { world, sessionId, paymentId } = await aPaidWorld();
    const { bookSlot } = world.deps.tutorMatching;
    world.deps.tutorMatching.bookSlot = (bookingId) => {
      world.rows.delete(bookingId);
      return bookSlot(bookingId);
    };
    await world.confirm(atOnce, { paymentId });
    expect(world.refundRows.get(paymentId)?.status).toBe('SUCCEEDED');
    expect(await marking(world.bookings, sessionId, 'REFUNDED')).toBe('UNKNOWN');
  });
});
