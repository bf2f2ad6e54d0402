import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, rival, student, tutor } from '../testing/saga-world.ts';
import { refundDue } from './refund-due.ts';

const operator = { personId: 'operator-1', role: 'operator' as const };

const aConfirmedWorld = async () => {
  const world = aSagaWorld();
  const { sessionId, paymentId } = await world.book(student, aLesson);
  world.stripe.pay(paymentId);
  world.stripe.webhook(paymentId);
  await world.settle();
  return { world, sessionId, due: refundDue(world.deps) };
};

describe('what is due after a cancellation', () => {
  it.each([
    ['the student', student, 3, 2_250],
    ['the student', student, 1, 0],
    ['the tutor', tutor, 1, 4_500],
  ])('by %s is what the policy grants, before it is sent and after', async (_, who, hours, amount) => {
    const { world, sessionId, due } = await aConfirmedWorld();
    world.time.now = plusMinutes(aLesson.time, -hours * 60);
    world.cancelSession(sessionId, who.personId);
    for (const viewer of [student, tutor, operator])
      expect(await due(viewer, sessionId)).toEqual({ amount, currency: 'EUR' });
    await world.settle();
    world.wait(30 * 24 * 3_600);
    expect(await due(student, sessionId)).toEqual({ amount, currency: 'EUR' });
  });

  it('is nothing unless a person cancelled', async () => {
    const { world, sessionId, due } = await aConfirmedWorld();
    expect(await due(student, sessionId)).toBeNull();
    const session = world.sessionRows.get(sessionId);
    if (session) session.state = { status: 'CANCELLED', cancelledBy: null, cancelledAt: world.time.now };
    expect(await due(student, sessionId)).toBeNull();
  });

  it('is not shown to others', async () => {
    const { sessionId, due } = await aConfirmedWorld();
    for (const [viewer, id] of [
      [rival, sessionId],
      [student, newId()],
      [student, 'no-id'],
    ] as const)
      await expect(due(viewer, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
