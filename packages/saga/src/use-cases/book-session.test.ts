import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it, vi } from 'vitest';
import { aLesson, aSagaWorld, noon, rival, student } from '../testing/saga-world.ts';

const badInput = { code: 'BAD_USER_INPUT' };
const taken = { code: 'SLOT_UNAVAILABLE' };

describe('booking a session', () => {
  it('holds the slot, opens the payment and hands out its secret', async () => {
    const world = aSagaWorld();
    const booked = await world.book(student, aLesson);
    expect(booked).toEqual({
      sessionId: expect.any(String),
      paymentId: expect.any(String),
      clientSecret: `${booked.paymentId}_secret`,
      amount: 4500,
      currency: 'EUR',
      expiresAt: plusMinutes(noon, 15),
    });
    expect(world.outcome(booked.sessionId)).toMatchObject({
      booking: 'AWAITING_PAYMENT',
      slot: 'HELD',
      intent: 'OPEN',
    });
    expect(world.events).toMatchObject([
      { name: 'booking/requested', data: { bookingId: booked.sessionId } },
    ]);
  });

  it('holds a slot no longer than until its notice', async () => {
    const { book } = aSagaWorld();
    const { expiresAt } = await book(student, { ...aLesson, time: plusMinutes(noon, 70) });
    expect(expiresAt).toEqual(plusMinutes(noon, 10));
  });

  it.each([
    ['without a sign-in', undefined, {}, 'UNAUTHENTICATED'],
    ['in the past', student, { time: plusMinutes(noon, -1) }, 'BAD_USER_INPUT'],
    ['at no date at all', student, { time: new Date('when?') }, 'BAD_USER_INPUT'],
    ['with an unknown tutor', student, { tutorId: 'tutor-x' }, 'NOT_FOUND'],
    ['of a length that is not on offer', student, { duration: 7 }, 'BAD_USER_INPUT'],
    ['with oneself', { personId: 'tutor-1', role: 'tutor' as const }, {}, 'BAD_USER_INPUT'],
    ['under an endless key', student, { idempotencyKey: 'k'.repeat(201) }, 'BAD_USER_INPUT'],
  ])('refuses a lesson %s and writes nothing', async (_, viewer, change, code) => {
    const world = aSagaWorld();
    await expect(world.book(viewer, { ...aLesson, ...change })).rejects.toMatchObject({ code });
    expect([world.rows.size, world.holds.size, world.paymentRows.size, world.events.length]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('refuses a slot that is taken, with other times, and writes nothing', async () => {
    const world = aSagaWorld();
    await world.book(rival, aLesson);
    await expect(world.book(student, aLesson)).rejects.toMatchObject({
      ...taken,
      details: { alternatives: [plusMinutes(aLesson.time, 60).toISOString()] },
    });
    expect(world.rows.size).toBe(1);
  });

  it('names the booking of the student’s own that overlaps', async () => {
    const world = aSagaWorld();
    const { sessionId } = await world.book(student, aLesson);
    const overlapping = { ...aLesson, tutorId: 'tutor-2', time: plusMinutes(aLesson.time, 30) };
    await expect(world.book(student, overlapping)).rejects.toMatchObject({
      ...taken,
      details: { sessionId },
    });
  });

  it('rejects the booking when another is faster to the slot', async () => {
    const world = aSagaWorld();
    world.deps.tutorMatching.isSlotOpen = async () => true;
    await world.book(rival, aLesson);
    await expect(world.book(student, aLesson)).rejects.toMatchObject({
      ...taken,
      details: { alternatives: [expect.any(String)] },
    });
    expect([...world.rows.values()].map(({ status }) => status)).toEqual(['AWAITING_PAYMENT', 'REJECTED']);
  });
});

describe('booking the same session again', () => {
  it.each([
    ['without a key', {}],
    ['under its key', { idempotencyKey: 'key-1' }],
  ])('is the same booking, %s', async (_, key) => {
    const world = aSagaWorld();
    const first = await world.book(student, { ...aLesson, ...key });
    expect(await world.book(student, { ...aLesson, ...key })).toEqual(first);
    expect(world.rows.size).toBe(1);
  });

  it('is the same booking for ten clicks at once', async () => {
    const world = aSagaWorld();
    const clicks = Array.from({ length: 10 }, () => world.book(student, aLesson));
    const secrets = new Set((await Promise.all(clicks)).map(({ clientSecret }) => clientSecret));
    expect(secrets.size).toBe(1);
    expect(world.rows.size).toBe(1);
  });

  it('refuses a key that was used for another lesson', async () => {
    const { book } = aSagaWorld();
    await book(student, { ...aLesson, idempotencyKey: 'key-1' });
    const other = { ...aLesson, time: plusMinutes(aLesson.time, 120), idempotencyKey: 'key-1' };
    await expect(book(student, other)).rejects.toMatchObject(badInput);
  });

  it('lets another student use the same key', async () => {
    const { book, rows } = aSagaWorld();
    await book(student, { ...aLesson, idempotencyKey: 'key-1' });
    await book(rival, { ...aLesson, tutorId: 'tutor-2', idempotencyKey: 'key-1' });
    expect(rows.size).toBe(2);
  });

  it('names the own booking when only the length differs', async () => {
    const { book } = aSagaWorld();
    const { sessionId } = await book(student, aLesson);
    const longer = { ...aLesson, duration: 90 };
    await expect(book(student, longer)).rejects.toMatchObject({ ...taken, details: { sessionId } });
  });

  it.each(['PAID', 'CONFIRMED'] as const)('answers with the same when it is %s', async (status) => {
    const world = aSagaWorld();
    const first = await world.book(student, aLesson);
    world.stripe.pay(first.paymentId);
    world.stripe.webhook(first.paymentId);
    if (status === 'CONFIRMED') await world.settle();
    else await world.bookings.move(first.sessionId, 'PAID');
    expect(await world.book(student, aLesson)).toEqual(first);
    expect(world.rows.get(first.sessionId)?.status).toBe(status);
  });

  it('hands out no secret of a booking whose time is over', async () => {
    const world = aSagaWorld();
    await world.book(student, aLesson);
    world.wait(900);
    await expect(world.book(student, aLesson)).rejects.toMatchObject({
      ...taken,
      details: { alternatives: [expect.any(String)] },
    });
  });

  it('hands out no secret when the payment was closed meanwhile', async () => {
    const world = aSagaWorld();
    const { sessionId, paymentId } = await world.book(student, aLesson);
    world.stripe.becomes(paymentId, 'CANCELED');
    world.stripe.webhook(paymentId);
    await expect(world.book(student, aLesson)).rejects.toMatchObject(taken);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'EXPIRED', slot: 'RELEASED' });
    expect((await world.book(student, aLesson)).sessionId).not.toBe(sessionId);
  });

  it.each(['EXPIRED', 'ABANDONED'] as const)('starts anew after it was %s', async (as) => {
    const world = aSagaWorld();
    const first = await world.book(student, { ...aLesson, idempotencyKey: 'key-1' });
    await world.close({ run: (_, work) => work() }, { bookingId: first.sessionId, as });
    const second = await world.book(student, { ...aLesson, idempotencyKey: 'key-1' });
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(world.outcome(first.sessionId)).toMatchObject({
      booking: as,
      slot: 'RELEASED',
      intent: 'CANCELED',
    });
  });

  it('is the same booking when its other click held the slot between two looks', async () => {
    const world = aSagaWorld();
    const { live } = world.deps.bookings;
    world.deps.bookings.live = async (wanted) => {
      world.deps.bookings.live = live;
      const before = await live(wanted);
      await world.book(student, aLesson);
      return before;
    };
    const { isSlotOpen } = world.deps.tutorMatching;
    world.deps.tutorMatching.isSlotOpen = async (lesson) => {
      world.deps.tutorMatching.isSlotOpen = isSlotOpen;
      await vi.waitUntil(() => world.holds.size > 0);
      return isSlotOpen(lesson);
    };
    const { sessionId } = await world.book(student, aLesson);
    expect([...world.rows.keys()]).toEqual([sessionId]);
  });

  it('shares the booking of a click that stored it in between', async () => {
    const world = aSagaWorld();
    const { live } = world.deps.bookings;
    const blindOnce = { left: 1 };
    const first = await world.book(student, aLesson);
    world.deps.tutorMatching.isSlotOpen = async () => true;
    world.deps.bookings.live = async (wanted) => (blindOnce.left-- > 0 ? [] : live(wanted));
    expect(await world.book(student, aLesson)).toEqual(first);
  });

  it('refuses when the rival booking of the same student is gone again', async () => {
    const world = aSagaWorld();
    world.deps.bookings.live = async () => [];
    world.deps.bookings.insert = async () => false;
    await expect(world.book(student, aLesson)).rejects.toMatchObject(taken);
  });

  it('cleans up when a twin found the slot taken and this one came too late', async () => {
    const world = aSagaWorld();
    const { createPaymentIntentForSession } = world.deps.payments;
    world.deps.payments.createPaymentIntentForSession = async (order) => {
      await world.bookings.move(order.sessionId, 'REJECTED');
      return createPaymentIntentForSession(order);
    };
    await expect(world.book(student, aLesson)).rejects.toMatchObject(taken);
    const [bookingId = newId()] = world.rows.keys();
    expect(world.outcome(bookingId)).toMatchObject({
      booking: 'REJECTED',
      slot: 'RELEASED',
      intent: 'CANCELED',
    });
  });
});
