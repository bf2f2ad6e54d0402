import { newId, plusMinutes, type Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, rival, student, tutor } from '../testing/saga-world.ts';
import { refundDue } from './refund-due.ts';

const operator: Viewer = { personId: 'operator-1', role: 'operator' };

const aConfirmedWorld = async () => {
  const world = aSagaWorld();
  const { sessionId, paymentId } = await world.book(student, aLesson);
  world.stripe.pay(paymentId);
  world.stripe.webhook(paymentId);
  await world.settle();
  return { world, sessionId, due: (viewer: Viewer) => refundDue(world.deps)(viewer, sessionId) };
};

describe('what is due', () => {
  it.each([
    ['the student, five hours before', student, 5, 2_250],
    ['the student, one hour before', student, 1, 0],
    ['the tutor, one hour before', tutor, 1, 4_500],
  ])('when it was cancelled by %s, is told before it is sent', async (_, by, hours, amount) => {
    const { world, sessionId, due } = await aConfirmedWorld();
    world.time.now = plusMinutes(aLesson.time, -hours * 60);
    world.cancelSession(sessionId, by.personId);
    for (const viewer of [student, tutor, operator])
      expect(await due(viewer)).toEqual({ amount, currency: 'EUR' });
    await world.settle();
    expect(world.outcome(sessionId).refunded).toBe(amount);
  });

  it('is nothing while nobody has cancelled', async () => {
    const { world, sessionId, due } = await aConfirmedWorld();
    expect(await due(student)).toBeNull();
    const session = world.sessionRows.get(sessionId);
    if (session) session.state = { status: 'CANCELLED', cancelledBy: null, cancelledAt: world.time.now };
    expect(await due(student)).toBeNull();
  });

  it('is nobody else’s business', async () => {
    const { world, due } = await aConfirmedWorld();
    for (const viewer of [rival, { ...tutor, personId: 'tutor-2' }])
      await expect(due(viewer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const sessionId of [newId(), 'not-an-id'])
      await expect(refundDue(world.deps)(student, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
