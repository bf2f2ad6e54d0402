import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { BookingStatus } from '../domain/booking.ts';
import { aLesson, aSagaWorld, noon, rival, student } from '../testing/saga-world.ts';

const aHeldWorld = async () => {
  const world = aSagaWorld();
  const booked = await world.book(student, aLesson);
  return { world, ...booked, checkout: () => world.checkout(student, booked.sessionId) };
};

describe('a checkout', () => {
  it('shows the lesson, its price and the secret while it can be paid', async () => {
    const { world, checkout, sessionId, clientSecret } = await aHeldWorld();
    expect(await checkout()).toEqual({
      sessionId,
      tutorId: 'tutor-1',
      startsAt: aLesson.time,
      duration: 60,
      amount: 4500,
      currency: 'EUR',
      expiresAt: plusMinutes(noon, 15),
      cancellationPolicy: world.deps.cancellationPolicy,
      state: 'awaiting_payment',
      failureReason: null,
      clientSecret,
    });
  });

  it('shows why a card was declined, and lets it be tried again', async () => {
    const { world, checkout, paymentId, clientSecret } = await aHeldWorld();
    world.stripe.decline(paymentId);
    const failureReason = 'Your card was declined.';
    expect(await checkout()).toMatchObject({ state: 'declined', failureReason, clientSecret });
  });

  it('shows that a payment is processing, also after the hold’s end', async () => {
    const { world, checkout, paymentId } = await aHeldWorld();
    world.stripe.becomes(paymentId, 'PROCESSING');
    expect(await checkout()).toMatchObject({ state: 'processing', clientSecret: null });
    world.wait(901);
    expect(await checkout()).toMatchObject({ state: 'processing' });
  });

  it('offers no other card while its session awaits a slow payment', async () => {
    const { world, checkout, sessionId } = await aHeldWorld();
    const row = world.rows.get(sessionId);
    if (row) await world.sessions.createPendingSession({ ...row, sessionId });
    expect(await checkout()).toMatchObject({ state: 'processing', clientSecret: null });
  });

  it('shows a success that the booking hasn’t heard of', async () => {
    const { world, checkout, paymentId } = await aHeldWorld();
    world.stripe.pay(paymentId);
    world.stripe.webhook(paymentId);
    expect(await checkout()).toMatchObject({ state: 'paid', clientSecret: null });
  });

  it('shows a success that Stripe tells of when it is asked', async () => {
    const { world, checkout, paymentId } = await aHeldWorld();
    const { payableIntent } = world.deps.payments;
    world.stripe.pay(paymentId);
    world.deps.payments.payableIntent = (id) => {
      world.stripe.webhook(id);
      return payableIntent(id);
    };
    expect(await checkout()).toMatchObject({ state: 'paid', clientSecret: null });
  });

  it('hands out no secret once the hold has ended, though nothing is closed yet', async () => {
    const { world, checkout } = await aHeldWorld();
    world.wait(900);
    expect(await checkout()).toMatchObject({ state: 'expired', clientSecret: null });
  });

  it('shows that a payment was canceled before its booking is closed', async () => {
    const { world, checkout, paymentId } = await aHeldWorld();
    world.stripe.becomes(paymentId, 'CANCELED');
    world.stripe.webhook(paymentId);
    expect(await checkout()).toMatchObject({ state: 'expired', clientSecret: null });
  });

  it('hands out no secret of a booking that isn’t awaiting it yet', async () => {
    const { world, checkout, sessionId } = await aHeldWorld();
    const row = world.rows.get(sessionId);
    if (row) world.rows.set(sessionId, { ...row, status: 'REQUESTED' });
    expect(await checkout()).toMatchObject({ state: 'awaiting_payment', clientSecret: null });
    world.paymentRows.clear();
    expect(await checkout()).toMatchObject({ state: 'awaiting_payment', failureReason: null });
    world.wait(900);
    expect(await checkout()).toMatchObject({ state: 'expired', failureReason: null });
  });

  it.each<[BookingStatus, string]>([
    ['PAID', 'paid'],
    ['CONFIRMED', 'confirmed'],
    ['REJECTED', 'rejected'],
    ['EXPIRED', 'expired'],
    ['ABANDONED', 'abandoned'],
    ['CANCELLED', 'cancelled'],
    ['REFUNDED', 'refunded'],
  ])('of a booking that is %s shows it without asking Stripe', async (status, state) => {
    const { world, checkout, sessionId } = await aHeldWorld();
    const row = world.rows.get(sessionId);
    if (row) world.rows.set(sessionId, { ...row, status });
    world.calls.length = 0;
    expect(await checkout()).toMatchObject({ state, failureReason: null, clientSecret: null });
    expect(world.calls).toEqual(['find']);
  });

  it('is the student’s own', async () => {
    const { world, sessionId } = await aHeldWorld();
    await expect(world.checkout(rival, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.checkout(student, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.checkout(undefined, sessionId)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
