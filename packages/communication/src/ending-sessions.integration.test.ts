import { isDomainError, newId, type Viewer } from '@halfpast/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { sessionCancelled } from './index.ts';
import { aLesson, openRoom, operator, type Room, stranger, student, tutor } from './testing/room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom(inject('postgresUrl'));
});
beforeEach(() => room.empty());
afterAll(() => room.end());

describe('sessions that await, are withdrawn or cancelled', () => {
  it('tells what there is after a lesson was to be confirmed', async () => {
    const lesson = aLesson();
    expect(await room.communication.createConfirmedSession(lesson)).toBe('CONFIRMED');
    expect(await room.communication.createConfirmedSession(lesson)).toBe('CONFIRMED');
    room.time.now = new Date('2027-01-05T11:00:00Z');
    await room.communication.completeFinishedSessions();
    expect(await room.communication.createConfirmedSession(lesson)).toBe('COMPLETED');
  });

  it('writes the mails to both in the transaction that confirms, once', async () => {
    const lesson = aLesson();
    room.commits.length = 0;
    await Promise.all(Array.from({ length: 5 }, () => room.communication.createConfirmedSession(lesson)));
    expect(room.commits).toEqual(['mail']);
    const rows = await room.prisma.notification.findMany({ orderBy: { personId: 'asc' } });
    expect(rows).toMatchObject(
      ['student-1', 'tutor-1'].map((personId) => ({
        kind: 'confirmed',
        personId,
        subjectId: lesson.sessionId,
        sessionId: lesson.sessionId,
        status: 'PENDING',
        dueAt: room.time.now,
      })),
    );
  });

  it('keeps a lesson pending while its payment is processing, and withdraws it when that fails', async () => {
    const lesson = aLesson();
    for (let times = 0; times < 2; times++) await room.communication.createPendingSession(lesson);
    expect(await room.communication.sessionState(lesson.sessionId)).toEqual({ status: 'PENDING_PAYMENT' });
    await room.communication.withdrawPendingSession(lesson.sessionId);
    const withdrawn = { status: 'CANCELLED', cancelledBy: null, cancelledAt: room.time.now };
    expect(await room.communication.sessionState(lesson.sessionId)).toEqual(withdrawn);
    await room.communication.createPendingSession(lesson);
    expect(await room.communication.createConfirmedSession(lesson)).toBe('CANCELLED');
    expect(await room.prisma.notification.count()).toBe(0);
  });

  it('withdraws no session that is not pending', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    await room.communication.withdrawPendingSession(sessionId);
    await room.communication.withdrawPendingSession(newId());
    expect(await room.communication.sessionState(sessionId)).toEqual({ status: 'CONFIRMED' });
    expect(await room.prisma.session.count()).toBe(1);
  });

  it('leaves a mark where there is no session, which a late confirmation meets', async () => {
    const lesson = aLesson();
    expect(await room.communication.withdrawSession(lesson)).toBe('WITHDRAWN');
    expect(await room.communication.withdrawSession(lesson)).toBe('WITHDRAWN');
    expect(await room.communication.createConfirmedSession(lesson)).toBe('CANCELLED');
  });

  it('withdraws a pending session, and keeps what is a lesson or was cancelled by a person', async () => {
    const pending = aLesson();
    await room.communication.createPendingSession(pending);
    expect(await room.communication.withdrawSession(pending)).toBe('WITHDRAWN');
    const lesson = await room.aConfirmedLesson();
    expect(await room.communication.withdrawSession(lesson)).toBe('KEPT');
    await room.communication.cancelSession(student, { id: lesson.sessionId });
    expect(await room.communication.withdrawSession(lesson)).toBe('KEPT');
    expect(await room.communication.sessionState(lesson.sessionId)).toMatchObject({
      cancelledBy: 'student-1',
    });
  });

  it.each([1, 2, 3, 4, 5])('lets either the lesson or the mark win, never both (%i)', async () => {
    const lesson = aLesson();
    const [confirmed, withdrawn] = await Promise.all([
      room.communication.createConfirmedSession(lesson),
      room.communication.withdrawSession(lesson),
    ]);
    expect([
      ['CONFIRMED', 'KEPT'],
      ['CANCELLED', 'WITHDRAWN'],
    ]).toContainEqual([confirmed, withdrawn]);
    expect(await room.prisma.notification.count()).toBe(confirmed === 'CONFIRMED' ? 2 : 0);
  });

  it('knows no state of a session that is not there', async () => {
    expect(await room.communication.sessionState(newId())).toBeUndefined();
  });

  it('takes pending sessions in turn, so that none keeps another waiting', async () => {
    const lessons = [aLesson(), aLesson(), aLesson()];
    for (const lesson of lessons) await room.communication.createPendingSession(lesson);
    expect(await room.communication.pendingSessions(room.time.now, 10)).toEqual([]);
    const later = new Date(room.time.now.getTime() + 1);
    const taken = [
      ...(await room.communication.pendingSessions(later, 2)),
      ...(await room.communication.pendingSessions(later, 1)),
    ];
    expect(taken.sort()).toEqual(lessons.map(({ sessionId }) => sessionId).sort());
  });

  it('takes cancellations in turn until they are settled', async () => {
    const lessons = [await room.aConfirmedLesson(), await room.aConfirmedLesson()];
    for (const { sessionId } of lessons) await room.communication.cancelSession(student, { id: sessionId });
    await room.communication.withdrawSession(aLesson());
    expect(await room.communication.takeUnsettledCancellations(room.time.now, 10)).toEqual([]);
    const later = new Date(room.time.now.getTime() + 1);
    const [first] = await room.communication.takeUnsettledCancellations(later, 1);
    const [second] = await room.communication.takeUnsettledCancellations(later, 1);
    expect([first, second].map((taken) => taken?.sessionId).sort()).toEqual(
      lessons.map(({ sessionId }) => sessionId).sort(),
    );
    await room.communication.settleCancellation(first?.sessionId ?? '');
    await room.communication.settleCancellation(first?.sessionId ?? '');
    expect(await room.communication.takeUnsettledCancellations(later, 10)).toEqual([second]);
  });

  it('cancels a session and writes its event in one transaction', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    room.commits.length = 0;
    const cancelled = await room.communication.cancelSession(student, {
      id: sessionId,
      reason: ' I am\nill ',
    });
    expect(cancelled).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: 'student-1',
      cancelledAt: room.time.now,
      cancellationReason: 'I am ill',
    });
    expect(await room.communication.getSessionDetails(tutor, sessionId)).toEqual(cancelled);
    expect(await outbox()).toEqual([{ name: sessionCancelled, data: { sessionId } }]);
    expect(room.commits).toEqual(['communication']);
  });

  it('answers a session that is cancelled already as it is', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    const first = await room.communication.cancelSession(tutor, { id: sessionId, reason: 'ill' });
    expect(await room.communication.cancelSession(student, { id: sessionId, reason: 'me too' })).toEqual(
      first,
    );
    expect(await outbox()).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('lets one of student and tutor win who cancel at once (%i)', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    const answers = await Promise.all(
      [student, tutor, student, tutor].map((viewer) =>
        room.communication.cancelSession(viewer, { id: sessionId }),
      ),
    );
    expect(new Set(answers.map(({ cancelledBy }) => cancelledBy)).size).toBe(1);
    expect(await outbox()).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5])('either completes or cancels, never both (%i)', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    room.time.now = new Date('2027-01-05T11:00:00Z');
    const [cancelled, completed] = await Promise.all([
      room.communication.cancelSession(tutor, { id: sessionId }).then(
        () => true,
        (error: unknown) => !isDomainError(error, 'CANCELLATION_NOT_ALLOWED'),
      ),
      room.communication.completeFinishedSessions(),
    ]);
    expect(completed).toBe(cancelled ? 0 : 1);
    expect(await outbox()).toHaveLength(cancelled ? 1 : 0);
  });

  it('lets nobody cancel who has no part in it', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    const attempts: [Viewer, string, string][] = [
      [stranger, sessionId, 'NOT_FOUND'],
      [{ personId: 'other', role: 'tutor' }, sessionId, 'NOT_FOUND'],
      [operator, sessionId, 'FORBIDDEN'],
      [student, newId(), 'NOT_FOUND'],
      [student, 'no id', 'NOT_FOUND'],
    ];
    for (const [viewer, id, code] of attempts)
      await expect(room.communication.cancelSession(viewer, { id })).rejects.toMatchObject({ code });
    expect(await outbox()).toEqual([]);
  });

  it('stores no cancellation of what goes on, and none that is half', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    const half = [
      { cancelledBy: 'student-1' },
      { cancellationReason: 'ill' },
      { status: 'CANCELLED' as const, meetingLink: null, remindAt: null },
      {
        status: 'CANCELLED' as const,
        remindAt: null,
        cancelledAt: room.time.now,
        cancellationSettledAt: room.time.now,
      },
      { status: 'CANCELLED' as const, cancelledAt: room.time.now, cancelledBy: 'student-1' },
    ];
    for (const data of half)
      await expect(room.prisma.session.update({ where: { sessionId }, data })).rejects.toThrow(
        /"session_\w+"/,
      );
  });

  it('stores no state that is not whole', async () => {
    const row = { ...room.aRow('PENDING_PAYMENT'), status: 'CONFIRMED' as const };
    await expect(room.prisma.session.create({ data: row })).rejects.toThrow('session_state_is_whole');
  });

  const outbox = () => room.prisma.communicationOutbox.findMany({ select: { name: true, data: true } });
});
