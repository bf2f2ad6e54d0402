import { newId, plusMinutes, type Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aLesson, aSagaWorld, rival, student, tutor } from '../testing/saga-world.ts';

const operator: Viewer = { personId: 'operator-1', role: 'operator' };
const before = (hours: number) => plusMinutes(aLesson.time, -hours * 60);

const aConfirmedWorld = async () => {
  const world = aSagaWorld();
  const { sessionId, paymentId } = await world.book(student, aLesson);
  world.stripe.pay(paymentId);
  world.stripe.webhook(paymentId);
  await world.settle();
  return { world, sessionId };
};

describe('a quote', () => {
  it.each([
    ['a student', student, 30, { percent: 100, amount: 4_500, until: before(24) }],
    ['a student', student, 24, { percent: 100, amount: 4_500, until: before(24) }],
    ['a student', student, 3, { percent: 50, amount: 2_250, until: before(2) }],
    ['a student', student, 1, { percent: 0, amount: 0, until: aLesson.time }],
    ['an operator, who sees the student’s,', operator, 3, { percent: 50, amount: 2_250, until: before(2) }],
    ['the tutor', tutor, 1, { percent: 100, amount: 4_500, until: null }],
    ['the tutor', tutor, -1, { percent: 100, amount: 4_500, until: null }],
  ])('for %s, %#: %i hours before the start', async (_, viewer, hours, expected) => {
    const { world, sessionId } = await aConfirmedWorld();
    world.time.now = before(hours);
    const quote = await world.quote(viewer, sessionId);
    expect(quote).toEqual({ sessionId, currency: 'EUR', ...expected });
  });

  it('is what goes back', async () => {
    const { world, sessionId } = await aConfirmedWorld();
    world.time.now = before(5);
    const { amount } = await world.quote(student, sessionId);
    world.cancelSession(sessionId, student.personId);
    await world.settle();
    expect(world.outcome(sessionId).refunded).toBe(amount);
  });

  it.each([
    ['nobody', undefined, 'UNAUTHENTICATED'],
    ['another student', rival, 'NOT_FOUND'],
    ['another tutor', { ...tutor, personId: 'tutor-2' }, 'NOT_FOUND'],
  ])('is refused to %s', async (_, viewer, code) => {
    const { world, sessionId } = await aConfirmedWorld();
    await expect(world.quote(viewer, sessionId)).rejects.toMatchObject({ code });
  });

  it.each([newId(), 'not-an-id'])('is not there for %s', async (sessionId) => {
    const { world } = await aConfirmedWorld();
    await expect(world.quote(student, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not there before there is a session', async () => {
    const world = aSagaWorld();
    const { sessionId } = await world.book(student, aLesson);
    await expect(world.quote(student, sessionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['PENDING_PAYMENT', 'COMPLETED'] as const)('is refused while it is %s', async (status) => {
    const { world, sessionId } = await aConfirmedWorld();
    const session = world.sessionRows.get(sessionId);
    if (session) session.state = { status };
    for (const viewer of [student, tutor])
      await expect(world.quote(viewer, sessionId)).rejects.toMatchObject({
        code: 'CANCELLATION_NOT_ALLOWED',
      });
  });

  it('is refused once it is cancelled, and to the student once it has begun', async () => {
    const notAllowed = { code: 'CANCELLATION_NOT_ALLOWED' };
    const { world, sessionId } = await aConfirmedWorld();
    world.time.now = aLesson.time;
    await expect(world.quote(student, sessionId)).rejects.toMatchObject(notAllowed);
    world.cancelSession(sessionId, tutor.personId);
    await expect(world.quote(tutor, sessionId)).rejects.toMatchObject(notAllowed);
  });
});
