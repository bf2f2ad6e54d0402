import { newId, type Viewer } from '@halfpast/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  aLesson,
  openRoom,
  operator,
  type Room,
  startsAt,
  stranger,
  student,
  tutor,
} from './testing/room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom(inject('postgresUrl'));
});
beforeEach(() => room.empty());
afterAll(() => room.end());

describe('sessions of paid lessons', () => {
  it('makes the session of a paid lesson once, however often and at once it is asked', async () => {
    const lesson = aLesson();
    await Promise.all(Array.from({ length: 20 }, () => room.communication.createConfirmedSession(lesson)));
    const [first, ...others] = await room.communication.getMySessions(student, { page: { first: 50 } });
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
    await room.communication.createConfirmedSession(lesson);
    expect(await room.communication.getSessionDetails(student, lesson.sessionId)).toEqual(first);
  });

  it('confirms a session that awaits its payment', async () => {
    const row = room.aRow('PENDING_PAYMENT');
    await room.prisma.session.create({ data: row });
    await room.communication.createConfirmedSession(aLesson({ sessionId: row.sessionId }));
    expect(await room.communication.getSessionDetails(student, row.sessionId)).toMatchObject({
      status: 'CONFIRMED',
      meetingLink: expect.any(String),
    });
  });

  it('confirms nothing late: the money of a session that awaited it must go back', async () => {
    const row = room.aRow('PENDING_PAYMENT');
    await room.prisma.session.create({ data: row });
    room.time.now = startsAt;
    await expect(
      room.communication.createConfirmedSession(aLesson({ sessionId: row.sessionId })),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('leaves a cancelled session cancelled, even when its lesson has begun', async () => {
    const row = room.aRow('CANCELLED');
    await room.prisma.session.create({ data: row });
    room.time.now = startsAt;
    await room.communication.createConfirmedSession(aLesson({ sessionId: row.sessionId }));
    expect(await room.communication.getSessionDetails(student, row.sessionId)).toMatchObject({
      status: 'CANCELLED',
      cancelledBy: null,
    });
  });

  it('refuses a lesson that has begun, unless its session is there', async () => {
    const lesson = aLesson();
    await room.communication.createConfirmedSession(lesson);
    room.time.now = startsAt;
    await room.communication.createConfirmedSession(lesson);
    const late = aLesson();
    await expect(room.communication.createConfirmedSession(late)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await room.communication.sessionState(lesson.sessionId)).toBeDefined();
    expect(await room.communication.sessionState(late.sessionId)).toBeUndefined();
  });

  it('completes what has ended, and nothing else', async () => {
    const ended = aLesson();
    const going = aLesson({ startsAt: new Date('2027-01-05T10:30:00Z') });
    for (const lesson of [ended, going]) await room.communication.createConfirmedSession(lesson);
    await room.prisma.session.createMany({ data: [room.aRow('CANCELLED'), room.aRow('PENDING_PAYMENT')] });
    room.time.now = new Date('2027-01-05T10:59:59.999Z');
    expect(await room.communication.completeFinishedSessions()).toBe(0);
    room.time.now = new Date('2027-01-05T11:00:00Z');
    expect(await room.communication.completeFinishedSessions()).toBe(1);
    expect(await room.communication.completeFinishedSessions()).toBe(0);
    expect(await room.communication.getSessionDetails(student, ended.sessionId)).toMatchObject({
      status: 'COMPLETED',
      meetingLink: expect.any(String),
    });
    expect(await room.communication.getSessionDetails(student, going.sessionId)).toMatchObject({
      status: 'CONFIRMED',
    });
  });

  it('completes more than one batch', async () => {
    const data = Array.from({ length: 1200 }, () => ({
      ...room.aRow('PENDING_PAYMENT'),
      status: 'CONFIRMED' as const,
      meetingLink: 'link',
    }));
    await room.prisma.session.createMany({ data });
    room.time.now = new Date('2027-01-06T00:00:00Z');
    expect(await room.communication.completeFinishedSessions()).toBe(1200);
  });

  it('lists what a person learns and teaches, newest first, page by page', async () => {
    const mine = [aLesson(), aLesson({ studentId: 'student-9', tutorId: 'student-1' }), aLesson()];
    const others = aLesson({ studentId: 'student-9' });
    for (const lesson of [...mine, others]) await room.communication.createConfirmedSession(lesson);
    const newest = mine.map(({ sessionId }) => sessionId).reverse();
    const idsOf = async (viewer: Viewer, page: { first: number; after?: string }) =>
      (await room.communication.getMySessions(viewer, { page })).map(({ sessionId }) => sessionId);
    expect(await idsOf(student, { first: 50 })).toEqual(newest);
    expect(await idsOf(student, { first: 2 })).toEqual(newest.slice(0, 2));
    expect(await idsOf(student, { first: 2, after: newest[1] ?? '' })).toEqual(newest.slice(2));
    expect(await idsOf(tutor, { first: 50 })).toHaveLength(3);
    expect(await idsOf(stranger, { first: 50 })).toEqual([]);
    expect(await idsOf(operator, { first: 50 })).toHaveLength(4);
  });

  it('lists one status only, when asked', async () => {
    await room.communication.createConfirmedSession(aLesson());
    await room.prisma.session.create({ data: room.aRow('CANCELLED') });
    for (const viewer of [student, tutor, operator]) {
      const found = await room.communication.getMySessions(viewer, {
        status: 'CANCELLED',
        page: { first: 5 },
      });
      expect(found.map(({ status }) => status)).toEqual(['CANCELLED']);
    }
  });

  it('shows a session to those who take part, and to operators', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    for (const viewer of [student, tutor, operator]) {
      expect((await room.communication.getSessionDetails(viewer, sessionId)).sessionId).toBe(sessionId);
    }
  });

  it('finds nothing for a stranger, an unknown id, or what is no id', async () => {
    const { sessionId } = await room.aConfirmedLesson();
    const attempts: [Viewer, string][] = [
      [stranger, sessionId],
      [{ personId: 'other', role: 'tutor' }, sessionId],
      [student, newId()],
      [student, "1' OR '1'='1"],
    ];
    for (const [viewer, id] of attempts) {
      await expect(room.communication.getSessionDetails(viewer, id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await room.communication.sessionsByIds(stranger, [sessionId, 'x'])).toEqual([]);
  });
});
