import { newId, type Viewer } from '@halfpast/kernel';
import { createPrisma } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { createCommunication, meetingLinks } from '../index.ts';

export const startsAt = new Date('2027-01-05T10:00:00Z');
export const student: Viewer = { personId: 'student-1', role: 'student' };
export const tutor: Viewer = { personId: 'tutor-1', role: 'tutor' };
export const stranger: Viewer = { personId: 'student-2', role: 'student' };
export const operator: Viewer = { personId: 'operator-1', role: 'operator' };

/** A lesson with an id of its own. */
export const aLesson = (changes: object = {}) => ({
  sessionId: newId(),
  tutorId: 'tutor-1',
  studentId: 'student-1',
  startsAt,
  duration: 60,
  ...changes,
});

export type Room = Awaited<ReturnType<typeof openRoom>>;

/** The service on a database of its own, with a clock that stands still. */
export async function openRoom(postgresUrl: string) {
  const prisma = createPrisma(await createTestDatabase(postgresUrl));
  const time = { now: new Date() };
  /** What was written to be carried on, commit by commit. */
  const commits: string[] = [];
  const communication = createCommunication({
    prisma,
    clock: () => time.now,
    newId,
    afterCommit: (wrote) => void commits.push(wrote),
    newMeetingLink: meetingLinks('https://meet.test'),
  });
  return {
    prisma,
    communication,
    commits,
    time,
    /** Takes all sessions out; it is the day before the lesson. */
    async empty(): Promise<void> {
      time.now = new Date('2027-01-04T10:00:00Z');
      await prisma.session.deleteMany();
      await prisma.communicationOutbox.deleteMany();
    },
    /** A session as a row, for states that nobody gets to in a test. */
    aRow(status: 'PENDING_PAYMENT' | 'CANCELLED', changes: object = {}) {
      const { startsAt: scheduledAt, ...lesson } = aLesson(changes);
      return {
        ...lesson,
        scheduledAt,
        endsAt: new Date('2027-01-05T11:00:00Z'),
        status,
        cancelledAt: status === 'CANCELLED' ? time.now : null,
      };
    },
    /** A lesson that is confirmed. */
    async aConfirmedLesson() {
      const lesson = aLesson();
      await communication.createConfirmedSession(lesson);
      return lesson;
    },
    end: () => prisma.$disconnect(),
  };
}
