import { isDomainError, newId, type Viewer } from '@halfpast/kernel';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Communication, createCommunication, meetingLinks, sessionCancelled } from './index.ts';

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
  const commits: string[] = [];

  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
    communication = createCommunication({
      prisma,
      clock: () => now,
      newId,
      afterCommit: (wrote) => void commits.push(wrote),
      newMeetingLink: meetingLinks('https://meet.test'),
    });
  });
  beforeEach(async () => {
    now = new Date('2027-01-04T10:00:00Z');
    await prisma.session.deleteMany();
    await prisma.communicationOutbox.deleteMany();
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
    expect(await communication.sessionState(lesson.sessionId)).toBeDefined();
    expect(await communication.sessionState(late.sessionId)).toBeUndefined();
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

  it('tells what there is after a lesson was to be confirmed', async () => {
    const lesson = aLesson();
    expect(await communication.createConfirmedSession(lesson)).toBe('CONFIRMED');
    expect(await communication.createConfirmedSession(lesson)).toBe('CONFIRMED');
    now = new Date('2027-01-05T11:00:00Z');
    await communication.completeFinishedSessions();
    expect(await communication.createConfirmedSession(lesson)).toBe('COMPLETED');
  });

  it('writes the mails to both in the transaction that confirms, once', async () => {
    const lesson = aLesson();
    commits.length = 0;
    await Promise.all(Array.from({ length: 5 }, () => communication.createConfirmedSession(lesson)));
    expect(commits).toEqual(['mail']);
    const rows = await prisma.notification.findMany({ orderBy: { personId: 'asc' } });
    expect(rows).toMatchObject(
      ['student-1', 'tutor-1'].map((personId) => ({
        kind: 'confirmed',
        personId,
        subjectId: lesson.sessionId,
        sessionId: lesson.sessionId,
        status: 'PENDING',
        dueAt: now,
      })),
    );
  });

  it('keeps a lesson pending while its payment is processing, and withdraws it when that fails', async () => {
    const lesson = aLesson();
    for (let times = 0; times < 2; times++) await communication.createPendingSession(lesson);
    expect(await communication.sessionState(lesson.sessionId)).toEqual({ status: 'PENDING_PAYMENT' });
    await communication.withdrawPendingSession(lesson.sessionId);
    const withdrawn = { status: 'CANCELLED', cancelledBy: null, cancelledAt: now };
    expect(await communication.sessionState(lesson.sessionId)).toEqual(withdrawn);
    await communication.createPendingSession(lesson);
    expect(await communication.createConfirmedSession(lesson)).toBe('CANCELLED');
    expect(await prisma.notification.count()).toBe(0);
  });

  it('withdraws no session that is not pending', async () => {
    const { sessionId } = await seeded();
    await communication.withdrawPendingSession(sessionId);
    await communication.withdrawPendingSession(newId());
    expect(await communication.sessionState(sessionId)).toEqual({ status: 'CONFIRMED' });
    expect(await prisma.session.count()).toBe(1);
  });

  it('leaves a mark where there is no session, which a late confirmation meets', async () => {
    const lesson = aLesson();
    expect(await communication.withdrawSession(lesson)).toBe('WITHDRAWN');
    expect(await communication.withdrawSession(lesson)).toBe('WITHDRAWN');
    expect(await communication.createConfirmedSession(lesson)).toBe('CANCELLED');
  });

  it('withdraws a pending session, and keeps what is a lesson or was cancelled by a person', async () => {
    const pending = aLesson();
    await communication.createPendingSession(pending);
    expect(await communication.withdrawSession(pending)).toBe('WITHDRAWN');
    const lesson = await seeded();
    expect(await communication.withdrawSession(lesson)).toBe('KEPT');
    await communication.cancelSession(student, { id: lesson.sessionId });
    expect(await communication.withdrawSession(lesson)).toBe('KEPT');
    expect(await communication.sessionState(lesson.sessionId)).toMatchObject({ cancelledBy: 'student-1' });
  });

  it.each([1, 2, 3, 4, 5])('lets either the lesson or the mark win, never both (%i)', async () => {
    const lesson = aLesson();
    const [confirmed, withdrawn] = await Promise.all([
      communication.createConfirmedSession(lesson),
      communication.withdrawSession(lesson),
    ]);
    expect([
      ['CONFIRMED', 'KEPT'],
      ['CANCELLED', 'WITHDRAWN'],
    ]).toContainEqual([confirmed, withdrawn]);
    expect(await prisma.notification.count()).toBe(confirmed === 'CONFIRMED' ? 2 : 0);
  });

  it('knows no state of a session that is not there', async () => {
    expect(await communication.sessionState(newId())).toBeUndefined();
  });

  it('takes pending sessions in turn, so that none keeps another waiting', async () => {
    const lessons = [aLesson(), aLesson(), aLesson()];
    for (const lesson of lessons) await communication.createPendingSession(lesson);
    expect(await communication.pendingSessions(now, 10)).toEqual([]);
    const later = new Date(now.getTime() + 1);
    const taken = [
      ...(await communication.pendingSessions(later, 2)),
      ...(await communication.pendingSessions(later, 1)),
    ];
    expect(taken.sort()).toEqual(lessons.map(({ sessionId }) => sessionId).sort());
  });

  it('takes cancellations in turn until they are settled', async () => {
    const lessons = [await seeded(), await seeded()];
    for (const { sessionId } of lessons) await communication.cancelSession(student, { id: sessionId });
    await communication.withdrawSession(aLesson());
    expect(await communication.takeUnsettledCancellations(now, 10)).toEqual([]);
    const later = new Date(now.getTime() + 1);
    const [first] = await communication.takeUnsettledCancellations(later, 1);
    const [second] = await communication.takeUnsettledCancellations(later, 1);
    expect([first, second].map((taken) => taken?.sessionId).sort()).toEqual(
      lessons.map(({ sessionId }) => sessionId).sort(),
    );
    await communication.settleCancellation(first?.sessionId ?? '');
    await communication.settleCancellation(first?.sessionId ?? '');
    expect(await communication.takeUnsettledCancellations(later, 10)).toEqual([second]);
  });

  it('cancels a session and writes its event in one transaction', async () => {
    const { sessionId } = await seeded();
    commits.length = 0;
    const cancelled = await communication.cancelSession(student, { id: sessionId, reason: ' I am\nill ' });
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: 'student-1',
      cancelledAt: now,
      cancellationReason: 'I am ill',
    });
    expect(await communication.getSessionDetails(tutor, sessionId)).toEqual(cancelled);
    expect(await outbox()).toEqual([{ name: sessionCancelled, data: { sessionId } }]);
    expect(commits).toEqual(['communication']);
  });

  it('answers a session that is cancelled already as it is', async () => {
    const { sessionId } = await seeded();
    const first = await communication.cancelSession(tutor, { id: sessionId, reason: 'ill' });
    expect(await communication.cancelSession(student, { id: sessionId, reason: 'me too' })).toEqual(first);
    expect(await outbox()).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('lets one of student and tutor win who cancel at once (%i)', async () => {
    const { sessionId } = await seeded();
    const answers = await Promise.all(
      [student, tutor, student, tutor].map((viewer) =>
        communication.cancelSession(viewer, { id: sessionId }),
      ),
    );
    expect(new Set(answers.map(({ cancelledBy }) => cancelledBy)).size).toBe(1);
    expect(await outbox()).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('either completes or cancels, never both (%i)', async () => {
    const { sessionId } = await seeded();
    now = new Date('2027-01-05T11:00:00Z');
    const [cancelled, completed] = await Promise.all([
      communication.cancelSession(tutor, { id: sessionId }).then(
        () => true,
        (error: unknown) => !isDomainError(error, 'CANCELLATION_NOT_ALLOWED'),
      ),
      communication.completeFinishedSessions(),
    ]);
    expect(completed).toBe(cancelled ? 0 : 1);
    expect(await outbox()).toHaveLength(cancelled ? 1 : 0);
  });

  it('lets nobody cancel who has no part in it', async () => {
    const { sessionId } = await seeded();
    const attempts: [Viewer, string, string][] = [
      [stranger, sessionId, 'NOT_FOUND'],
      [{ personId: 'other', role: 'tutor' }, sessionId, 'NOT_FOUND'],
      [operator, sessionId, 'FORBIDDEN'],
      [student, newId(), 'NOT_FOUND'],
      [student, 'no id', 'NOT_FOUND'],
    ];
    for (const [viewer, id, code] of attempts)
      await expect(communication.cancelSession(viewer, { id })).rejects.toMatchObject({ code });
    expect(await outbox()).toEqual([]);
  });

  it('stores no cancellation of what goes on, and none that is half', async () => {
    const { sessionId } = await seeded();
    const half = [
      { cancelledBy: 'student-1' },
      { cancellationReason: 'ill' },
      { status: 'CANCELLED' as const, meetingLink: null, remindAt: null },
      { status: 'CANCELLED' as const, remindAt: null, cancelledAt: now, cancellationSettledAt: now },
      { status: 'CANCELLED' as const, cancelledAt: now, cancelledBy: 'student-1' },
    ];
    for (const data of half)
      await expect(prisma.session.update({ where: { sessionId }, data })).rejects.toThrow(/"session_\w+"/);
  });

  it('stores no state that is not whole', async () => {
    const row = { ...aRow('PENDING_PAYMENT'), status: 'CONFIRMED' as const };
    await expect(prisma.session.create({ data: row })).rejects.toThrow('session_state_is_whole');
  });

  const outbox = () => prisma.communicationOutbox.findMany({ select: { name: true, data: true } });

  const seeded = async () => {
    const lesson = aLesson();
    await communication.createConfirmedSession(lesson);
    return lesson;
  };
});
