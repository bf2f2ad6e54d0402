import { newId, plusSeconds } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, rival, student } from '../testing/saga-world.ts';
import { releaseLeftover } from './release-leftover.ts';
import { atOnce } from './saga-step.ts';

const aHeldWorld = async () => {
  const world = aSagaWorld();
  const booked = await world.book(student, aLesson);
  return { world, ...booked };
};

describe('an unpaid booking', () => {
  it('expires when its hold ends: intent first, then the slot, the status last', async () => {
    const { world, sessionId } = await aHeldWorld();
    world.calls.length = 0;
    await world.settle();
    expect(world.rows.get(sessionId)?.status).toBe('AWAITING_PAYMENT');
    world.wait(900);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({
      booking: 'EXPIRED',
      slot: 'RELEASED',
      intent: 'CANCELED',
    });
    expect(world.calls).toEqual([
      'find',
      'find',
      'sessionState',
      'closePayment',
      'releaseSlot',
      'move',
      'sessionState',
    ]);
    expect(await world.book(rival, aLesson)).toBeTruthy();
  });

  it('is found by the sweep, a margin after its end, when its event was lost', async () => {
    const { world, sessionId, expiresAt } = await aHeldWorld();
    world.lose();
    world.time.now = plusSeconds(expiresAt, 30);
    await world.sweep();
    expect(world.rows.get(sessionId)?.status).toBe('AWAITING_PAYMENT');
    world.wait(1);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'EXPIRED', slot: 'RELEASED' });
  });

  it('goes on as paid when the money was faster and its webhook was lost', async () => {
    const { world, sessionId, paymentId } = await aHeldWorld();
    world.stripe.pay(paymentId);
    world.wait(931);
    await world.sweep();
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({
      booking: 'CONFIRMED',
      slot: 'BOOKED',
      session: 'CONFIRMED',
    });
  });

  it('stays held while its payment is processing, and goes on when that is decided', async () => {
    const { world, sessionId, paymentId } = await aHeldWorld();
    world.stripe.becomes(paymentId, 'PROCESSING');
    world.wait(931);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'AWAITING_PAYMENT', slot: 'HELD' });
    world.stripe.pay(paymentId);
    await world.sweep();
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', session: 'CONFIRMED' });
  });

  it('is closed when its intent is canceled in Stripe’s dashboard', async () => {
    const { world, sessionId, paymentId } = await aHeldWorld();
    world.stripe.becomes(paymentId, 'CANCELED');
    world.stripe.webhook(paymentId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'EXPIRED', slot: 'RELEASED' });
  });
});

describe('giving a booking up', () => {
  it('frees the slot at once, and may be repeated', async () => {
    const { world, sessionId } = await aHeldWorld();
    await world.giveUp(student, sessionId);
    await world.giveUp(student, sessionId);
    expect(world.outcome(sessionId)).toMatchObject({
      booking: 'ABANDONED',
      slot: 'RELEASED',
      intent: 'CANCELED',
    });
    expect(await world.book(rival, aLesson)).toBeTruthy();
  });

  it.each([
    ['somebody else', rival],
    ['an operator', { personId: 'operator-1', role: 'operator' as const }],
  ])('finds nothing for %s', async (_, viewer) => {
    const { world, sessionId } = await aHeldWorld();
    await expect(world.giveUp(viewer, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.rows.get(sessionId)?.status).toBe('AWAITING_PAYMENT');
  });

  it.each([newId(), 'not-an-id'])('finds nothing under %s', async (sessionId) => {
    const { giveUp } = aSagaWorld();
    await expect(giveUp(student, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses who isn’t signed in', async () => {
    const { giveUp } = aSagaWorld();
    await expect(giveUp(undefined, newId())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('refuses a confirmed lesson', async () => {
    const { world, sessionId, paymentId } = await aHeldWorld();
    world.stripe.pay(paymentId);
    world.stripe.webhook(paymentId);
    await world.settle();
    await expect(world.giveUp(student, sessionId)).rejects.toMatchObject({
      code: 'CANCELLATION_NOT_ALLOWED',
    });
  });

  it('goes on as paid when the money was faster', async () => {
    const { world, sessionId, paymentId } = await aHeldWorld();
    world.stripe.pay(paymentId);
    await world.giveUp(student, sessionId);
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'CONFIRMED', slot: 'BOOKED' });
  });
});

describe('a slot that is still held after the end of its booking', () => {
  const aLeftover = async (status: 'REJECTED' | 'EXPIRED' | 'ABANDONED') => {
    const { world, sessionId, ...rest } = await aHeldWorld();
    const row = world.rows.get(sessionId);
    if (row) world.rows.set(sessionId, { ...row, status });
    world.lose();
    world.wait(931);
    return { world, sessionId, ...rest };
  };

  it.each(['REJECTED', 'EXPIRED', 'ABANDONED'] as const)('is released by the sweep: %s', async (status) => {
    const { world, sessionId } = await aLeftover(status);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ booking: status, slot: 'RELEASED', intent: 'CANCELED' });
  });

  it('stays while money may still arrive for it', async () => {
    const { world, sessionId, paymentId } = await aLeftover('EXPIRED');
    world.stripe.becomes(paymentId, 'PROCESSING');
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ slot: 'HELD' });
  });

  it('is released together with the refund when money has arrived', async () => {
    const { world, sessionId, paymentId } = await aLeftover('EXPIRED');
    world.stripe.pay(paymentId);
    await world.sweep();
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ booking: 'REFUNDED', slot: 'RELEASED', refunded: 4500 });
  });

  it('keeps no other waiting when it can’t be released yet', async () => {
    const { world, sessionId } = await aLeftover('EXPIRED');
    const second = await world.book(rival, { ...aLesson, tutorId: 'tutor-2' });
    await world.bookings.move(second.sessionId, 'EXPIRED');
    world.wait(931);
    const { closePayment } = world.deps.payments;
    world.deps.payments.closePayment = (order) =>
      order.sessionId === sessionId ? Promise.reject(new Error('Stripe is down')) : closePayment(order);
    await expect(world.sweep()).rejects.toThrow('Stripe is down');
    await world.settle();
    expect(world.outcome(sessionId)).toMatchObject({ slot: 'HELD' });
    expect(world.outcome(second.sessionId)).toMatchObject({ slot: 'RELEASED' });
  });

  it('is left alone while its booking lives', async () => {
    const { world, sessionId } = await aHeldWorld();
    await releaseLeftover(world.deps)(sessionId);
    await releaseLeftover(world.deps)(newId());
    expect(world.outcome(sessionId)).toMatchObject({ slot: 'HELD', intent: 'OPEN' });
  });
});

describe('a request to give up that dies on its way', () => {
  it.each(['closePayment', 'releaseSlot', 'move'])('after %s is finished by the sweep soon', async (last) => {
    const { world, sessionId } = await aHeldWorld();
    world.faults.push({
      nth: world.calls.length + 4 + ['closePayment', 'releaseSlot', 'move'].indexOf(last),
      how: 'answer lost',
    });
    await expect(world.giveUp(student, sessionId)).rejects.toThrow();
    world.faults.length = 0;
    world.wait(31);
    await world.sweep();
    expect(world.outcome(sessionId)).toMatchObject({ slot: 'RELEASED', intent: 'CANCELED' });
    expect(world.outcome(sessionId).booking).not.toBe('AWAITING_PAYMENT');
    expect(await world.book(rival, aLesson)).toBeTruthy();
  });
});

describe('closing what nobody knows', () => {
  it('changes nothing', async () => {
    const world = aSagaWorld();
    await world.close(atOnce, { bookingId: newId(), as: 'EXPIRED' });
    expect([world.holds.size, world.paymentRows.size]).toEqual([0, 0]);
  });
});
