import { newId, plusMinutes, type Viewer } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import {
  type Communication,
  createCommunication,
  createMailRelay,
  type Mail,
  type MailRelayParts,
} from './index.ts';

const startsAt = new Date('2027-01-08T10:00:00Z');
const student: Viewer = { personId: 'student-1', role: 'student' };
const before = (minutes: number) => plusMinutes(startsAt, -minutes);
const day = 24 * 60;

describe('the news of a lesson', () => {
  let prisma: PrismaClient;
  let communication: Communication;
  let now: Date;
  const clock = () => now;
  const sent: Mail[] = [];

  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
    communication = createCommunication({
      prisma,
      clock,
      newId,
      newMeetingLink: () => 'https://meet.test/room',
      afterCommit: () => {},
    });
  });
  beforeEach(async () => {
    now = before(3 * day);
    sent.length = 0;
    await prisma.session.deleteMany();
  });
  afterAll(() => prisma.$disconnect());

  const aRelay = (changes: Partial<MailRelayParts> = {}) =>
    createMailRelay({
      prisma,
      clock,
      logger: silentLogger,
      people: async (ids) =>
        ids.map((personId) => ({
          personId,
          name: personId,
          email: `${personId}@example.test`,
          timeZone: 'Europe/Berlin',
        })),
      sendMail: async (mail) => void sent.push(mail),
      publicUrl: 'https://halfpast.test',
      organizer: { name: 'Halfpast', address: 'lessons@halfpast.test' },
      ...changes,
    });

  const aSession = async (changes: object = {}) => {
    const lesson = { sessionId: newId(), tutorId: 'tutor-1', studentId: 'student-1', startsAt, duration: 60 };
    await communication.createConfirmedSession({ ...lesson, ...changes });
    return lesson.sessionId;
  };
  const kinds = async (status: 'PENDING' | 'SENT' | 'DROPPED' = 'PENDING') =>
    (await prisma.notification.findMany({ where: { status } }))
      .map(({ kind, personId }) => `${kind} ${personId}`)
      .sort();
  const subjects = () => sent.map(({ subject, to }) => `${to.address}: ${subject}`).sort();

  it('goes out once to student and tutor', async () => {
    await aSession();
    const relay = aRelay();
    await relay();
    await relay();
    expect(subjects()).toEqual([
      'student-1@example.test: Your lesson with tutor-1 is booked',
      'tutor-1@example.test: student-1 booked a lesson with you',
    ]);
    expect(await kinds('SENT')).toEqual(['confirmed student-1', 'confirmed tutor-1']);
  });

  it('goes out once though many relays work at once', async () => {
    for (let n = 0; n < 40; n++) await aSession();
    const relays = Array.from({ length: 4 }, () => aRelay());
    const emptied = relays.map(async (relay) => {
      while (await relay());
    });
    await Promise.all(emptied);
    expect(sent).toHaveLength(80);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(80);
  });

  it('goes out again under the same Message-ID, if the process died before it was noted', async () => {
    await aSession();
    const sendAndDie = (mail: Mail) => {
      sent.push(mail);
      return new Promise<void>(() => {});
    };
    void aRelay({ sendMail: sendAndDie })();
    await vi.waitFor(() => expect(sent).toHaveLength(2), 10_000);
    await aRelay()();
    expect(sent).toHaveLength(2); // somebody may still be at it
    now = plusMinutes(now, 5);
    await aRelay()();
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(2);
    expect(sent.every(({ messageId }) => /^<[\da-f-]{36}@halfpast\.test>$/.test(messageId))).toBe(true);
    now = plusMinutes(now, 60);
    await aRelay()();
    expect(sent).toHaveLength(4);
  });

  it('waits for a mail server that is down', async () => {
    await aSession();
    await aRelay({ sendMail: () => Promise.reject(new Error('ECONNREFUSED')) })();
    await aRelay()();
    expect(sent).toEqual([]);
    now = plusMinutes(now, 1);
    await aRelay()();
    expect(sent).toHaveLength(2);
  });

  it('is given up when no server takes it for days', async () => {
    await aSession();
    for (let tries = 0; tries < 40; tries++) {
      now = plusMinutes(now, 6 * 60);
      await aRelay({ sendMail: () => Promise.reject(new Error('550 No such user')) })();
    }
    expect(await prisma.notification.count({ where: { status: 'GIVEN_UP' } })).toBe(2);
    now = plusMinutes(now, 30 * day);
    await aRelay()();
    expect(sent).toEqual([]);
  });

  it('tells of a cancellation once, and of what came back first', async () => {
    const sessionId = await aSession();
    await communication.cancelSession(student, { id: sessionId, reason: 'I am ill' });
    for (const amount of [2250, 4500])
      await communication.tellCancelled({ sessionId, refund: { amount, currency: 'EUR' } });
    while (await aRelay()());
    const cancelled = sent.filter(({ calendar }) => calendar?.method === 'CANCEL');
    expect(cancelled.map(({ text }) => /€\d+\.\d+/.exec(text)?.[0])).toEqual(['€22.50', '€22.50']);
    expect(cancelled.find(({ to }) => to.name === 'tutor-1')?.text).toContain('I am ill');
    expect(await kinds('SENT')).toHaveLength(4);
  });

  it('tells of nothing that comes back, too', async () => {
    const sessionId = await aSession();
    await communication.cancelSession(student, { id: sessionId });
    await communication.tellCancelled({ sessionId, refund: null });
    await aRelay()();
    expect(sent.find(({ subject }) => subject.startsWith('You cancelled'))?.text).toContain(
      'nothing is paid',
    );
  });

  it('tells of a lesson that could not be made, and of each refund', async () => {
    const lesson = { sessionId: newId(), tutorId: 'tutor-1', studentId: 'student-1', startsAt, duration: 60 };
    await communication.withdrawSession(lesson);
    const { sessionId } = lesson;
    const [first, second] = [newId(), newId()];
    for (let times = 0; times < 2; times++) {
      await communication.tellWithdrawn({ sessionId });
      for (const refundId of [first, second])
        await communication.tellRefunded({ refundId, sessionId, amount: 4500, currency: 'EUR' });
    }
    await aRelay()();
    expect(await kinds('SENT')).toEqual([
      'refunded student-1',
      'refunded student-1',
      'refunded tutor-1',
      'refunded tutor-1',
      'withdrawn student-1',
      'withdrawn tutor-1',
    ]);
  });

  it('is refused about a session that is not there', async () => {
    await expect(communication.tellWithdrawn({ sessionId: newId() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('reminds both, a day and an hour before, each once', async () => {
    await aSession();
    const reminders: [number, number][] = [];
    for (const minutes of [2 * day, day + 1, day, day - 5, 120, 61, 60, 55, 1, 0, -10]) {
      now = before(minutes);
      const written = await communication.sendReminders();
      if (written) reminders.push([minutes, written]);
    }
    expect(reminders).toEqual([
      [day, 2],
      [60, 2],
    ]);
    expect(await kinds()).toEqual([
      'confirmed student-1',
      'confirmed tutor-1',
      'reminder_1h student-1',
      'reminder_1h tutor-1',
      'reminder_24h student-1',
      'reminder_24h tutor-1',
    ]);
  });

  it('reminds once, though many look at once', async () => {
    for (let n = 0; n < 5; n++) await aSession();
    now = before(day);
    const counts = await Promise.all(Array.from({ length: 5 }, () => communication.sendReminders()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(await prisma.notification.count({ where: { kind: 'reminder_24h' } })).toBe(10);
  });

  it('reminds of more than one batch', async () => {
    for (let n = 0; n < 3; n++) await aSession();
    await prisma.session.createMany({
      data: Array.from({ length: 400 }, () => ({
        sessionId: newId(),
        tutorId: 'tutor-1',
        studentId: 'student-1',
        scheduledAt: startsAt,
        endsAt: plusMinutes(startsAt, 60),
        duration: 60,
        status: 'CONFIRMED' as const,
        meetingLink: 'https://meet.test/room',
        remindAt: before(day),
      })),
    });
    now = before(day);
    expect(await communication.sendReminders()).toBe(806);
  });

  it('sends no reminder from the past for a late booking', async () => {
    now = before(30);
    await aSession();
    expect(await communication.sendReminders()).toBe(0);
    now = before(10);
    expect(await communication.sendReminders()).toBe(0);
  });

  it('sends the one reminder that still makes sense after a long night', async () => {
    await aSession();
    now = before(45);
    expect(await communication.sendReminders()).toBe(2);
    expect((await kinds()).filter((kind) => kind.startsWith('reminder'))).toEqual([
      'reminder_1h student-1',
      'reminder_1h tutor-1',
    ]);
  });

  it('reminds of nothing that has begun while nobody looked', async () => {
    await aSession();
    now = startsAt;
    expect(await communication.sendReminders()).toBe(0);
    expect(await prisma.session.count({ where: { remindAt: null } })).toBe(1);
  });

  it('reminds of nothing that is cancelled', async () => {
    const sessionId = await aSession();
    await communication.cancelSession(student, { id: sessionId });
    now = before(day);
    expect(await communication.sendReminders()).toBe(0);
  });

  it('drops a reminder whose lesson was cancelled after it was written', async () => {
    const sessionId = await aSession();
    await aRelay()();
    now = before(day);
    await communication.sendReminders();
    await communication.cancelSession(student, { id: sessionId });
    await aRelay()();
    expect(await kinds('DROPPED')).toEqual(['reminder_24h student-1', 'reminder_24h tutor-1']);
    expect(sent).toHaveLength(2);
  });

  it('drops a reminder whose lesson has begun', async () => {
    await aSession();
    now = before(60);
    await communication.sendReminders();
    now = startsAt;
    await aRelay()();
    expect(await kinds('DROPPED')).toEqual(['reminder_1h student-1', 'reminder_1h tutor-1']);
  });

  it('reminds of a lesson that was confirmed after its payment had been processing', async () => {
    const lesson = { sessionId: newId(), tutorId: 'tutor-1', studentId: 'student-1', startsAt, duration: 60 };
    await communication.createPendingSession(lesson);
    now = before(day);
    expect(await communication.sendReminders()).toBe(0);
    now = before(120);
    await communication.createConfirmedSession(lesson);
    now = before(60);
    expect(await communication.sendReminders()).toBe(2);
  });
});
