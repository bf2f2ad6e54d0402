import { newId, type Viewer } from '@halfpast/kernel';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Communication, createCommunication, meetingLinks } from './index.ts';

const startsAt = new Date('2027-01-05T10:00:00Z');
const student: Viewer = { personId: 'student-1', role: 'student' };
const tutor: Viewer = { personId: 'tutor-1', role: 'tutor' };
const stranger: Viewer = { personId: 'student-2', role: 'student' };
const operator: Viewer = { personId: 'operator-1', role: 'operator' };

const aLesson = (changes: object = {}) => ({
  sessionId: newId(),
  tutorId: 'tutor-1',
  studentId: 'student-1',
  startsAt,
  duration: 60,
  ...changes,
});

describe('communication', () => {
  let prisma: PrismaClient;
  let communication: Communication;
  let now: Date;

  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
    communication = createCommunication({
      prisma,
      clock: () => now,
      newMeetingLink: meetingLinks('https://meet.test'),
    });
  });
  beforeEach(async () => {
    now = new Date('2027-01-04T10:00:00Z');
    await prisma.session.deleteMany();
  });
  afterAll(() => prisma.$disconnect());

  const aRow = (status: 'PENDING_PAYMENT' | 'CANCELLED', changes: object = {}) => {
    const { startsAt: scheduledAt, ...lesson } = aLesson(changes);
    return {
      ...lesson,
      scheduledAt,
      endsAt: new Date('2027-01-05T11:00:00Z'),
      status,
      cancelledAt: status === 'CANCELLED' ? now : null,
    };
  };

  it('makes the session of a paid lesson once, however often and at once it is asked', async () => {
    const lesson = aLesson();
    await Promise.all(Array.from({ length: 20 }, () => communication.createConfirmedSession(lesson)));
    const [first, ...others] = await communication.getMySessions(student, { page: { first: 50 } });
    expect(others).toEqual([]);
    expect(first).toEqual({
      sessionId: lesson.sessionId,
      tutorId: 'tutor-1',
      studentId: 'student-1',
      scheduledAt: startsAt,
      duration: 60,
      status: 'CONFIRMED',
      meetingLink: expect.stringMatching(/^https:\/\/meet\.test\/halfpast-/),
    });
    await communication.createConfirmedSession(lesson);
    expect(await communication.getSessionDetails(student, lesson.sessionId)).toEqual(first);
  });

  it('confirms a session that awaits its payment', async () => {
    const row = aRow('PENDING_PAYMENT');
    await prisma.session.create({ data: row });
    await communication.createConfirmedSession(aLesson({ sessionId: row.sessionId }));
    expect(await communication.getSessionDetails(student, row.sessionId)).toMatchObject({
      status: 'CONFIRMED',
      meetingLink: expect.any(String),
    });
  });

  it('confirms nothing late: the money of a session that awaited it must go back', async () => {
    const row = aRow('PENDING_PAYMENT');
    await prisma.session.create({ data: row });
    now = startsAt;
    await expect(
      communication.createConfirmedSession(aLesson({ sessionId: row.sessionId })),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('leaves a cancelled session cancelled, even when its lesson has begun', async () => {
    const row = aRow('CANCELLED');
    await prisma.session.create({ data: row });
    now = startsAt;
    await communication.createConfirmedSession(aLesson({ sessionId: row.sessionId }));
    expect(await communication.getSessionDetails(student, row.sessionId)).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: null,
    });
  });

  it('refuses a lesson that has begun, unless its session is there', async () => {
    const lesson = aLesson();
    await communication.createConfirmedSession(lesson);
    now = startsAt;
    await communication.createConfirmedSession(lesson);
    const late = aLesson();
    await expect(communication.createConfirmedSession(late)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await communication.sessionExists(lesson.sessionId)).toBe(true);
    expect(await communication.sessionExists(late.sessionId)).toBe(false);
  });

  it('completes what has ended, and nothing else', async () => {
    const ended = aLesson();
    const going = aLesson({ startsAt: new Date('2027-01-05T10:30:00Z') });
    for (const lesson of [ended, going]) await communication.createConfirmedSession(lesson);
    await prisma.session.createMany({ data: [aRow('CANCELLED'), aRow('PENDING_PAYMENT')] });
    now = new Date('2027-01-05T10:59:59.999Z');
    expect(await communication.completeFinishedSessions()).toBe(0);
    now = new Date('2027-01-05T11:00:00Z');
    expect(await communication.completeFinishedSessions()).toBe(1);
    expect(await communication.completeFinishedSessions()).toBe(0);
    expect(await communication.getSessionDetails(student, ended.sessionId)).toMatchObject({
      status: 'COMPLETED',
      meetingLink: expect.any(String),
    });
    expect(await communication.getSessionDetails(student, going.sessionId)).toMatchObject({
      status: 'CONFIRMED',
    });
  });

  it('completes more than one batch', async () => {
    const data = Array.from({ length: 1200 }, () => ({
      ...aRow('PENDING_PAYMENT'),
      status: 'CONFIRMED' as const,
      meetingLink: 'link',
    }));
    await prisma.session.createMany({ data });
    now = new Date('2027-01-06T00:00:00Z');
    expect(await communication.completeFinishedSessions()).toBe(1200);
  });

  it('lists what a person learns and teaches, newest first, page by page', async () => {
    const mine = [aLesson(), aLesson({ studentId: 'student-9', tutorId: 'student-1' }), aLesson()];
    const others = aLesson({ studentId: 'student-9' });
    for (const lesson of [...mine, others]) await communication.createConfirmedSession(lesson);
    const newest = mine.map(({ sessionId }) => sessionId).reverse();
    const idsOf = async (viewer: Viewer, page: { first: number; after?: string }) =>
      (await communication.getMySessions(viewer, { page })).map(({ sessionId }) => sessionId);
    expect(await idsOf(student, { first: 50 })).toEqual(newest);
    expect(await idsOf(student, { first: 2 })).toEqual(newest.slice(0, 2));
    expect(await idsOf(student, { first: 2, after: newest[1] ?? '' })).toEqual(newest.slice(2));
    expect(await idsOf(tutor, { first: 50 })).toHaveLength(3);
    expect(await idsOf(stranger, { first: 50 })).toEqual([]);
    expect(await idsOf(operator, { first: 50 })).toHaveLength(4);
  });

  it('lists one status only, when asked', async () => {
    await communication.createConfirmedSession(aLesson());
    await prisma.session.create({ data: aRow('CANCELLED') });
    for (const viewer of [student, tutor, operator]) {
      const found = await communication.getMySessions(viewer, { status: 'CANCELLED', page: { first: 5 } });
      expect(found.map(({ status }) => status)).toEqual(['CANCELLED']);
    }
  });

  it('shows a session to those who take part, and to operators', async () => {
    const { sessionId } = await seeded();
    for (const viewer of [student, tutor, operator]) {
      expect((await communication.getSessionDetails(viewer, sessionId)).sessionId).toBe(sessionId);
    }
  });

  it('finds nothing for a stranger, an unknown id, or what is no id', async () => {
    const { sessionId } = await seeded();
    const attempts: [Viewer, string][] = [
      [stranger, sessionId],
      [{ personId: 'other', role: 'tutor' }, sessionId],
      [student, newId()],
      [student, "1' OR '1'='1"],
    ];
    for (const [viewer, id] of attempts) {
      await expect(communication.getSessionDetails(viewer, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await communication.sessionsByIds(stranger, [sessionId, 'x'])).toEqual([]);
  });

  it('stores no state that is not whole', async () => {
    const row = { ...aRow('PENDING_PAYMENT'), status: 'CONFIRMED' as const };
    await expect(prisma.session.create({ data: row })).rejects.toThrow('session_state_is_whole');
  });

  const seeded = async () => {
    const lesson = aLesson();
    await communication.createConfirmedSession(lesson);
    return lesson;
  };
});
