import type { Person } from '../domain/mail.ts';
import type { NotificationKind, Refunded } from '../domain/notification.ts';
import { type Session, withdraw } from '../domain/session.ts';
import type { News } from '../use-cases/ports.ts';

export const lesson = {
  sessionId: '019a0000-0000-7000-8000-000000000001',
  tutorId: 'tutor-1',
  studentId: 'student-1',
  scheduledAt: new Date('2027-07-05T10:00:00Z'),
  duration: 60,
};

export const confirmed: Session = { ...lesson, status: 'CONFIRMED', meetingLink: 'https://meet.test/room' };
export const withdrawn: Session = withdraw(lesson, new Date('2027-07-01T08:00:00Z'));
export const cancelledBy = (cancelledBy: string, cancellationReason: string | null = null): Session => ({
  ...lesson,
  status: 'CANCELLED',
  cancelledBy,
  cancelledAt: new Date('2027-07-01T08:00:00Z'),
  cancellationReason,
});

export const sam: Person = {
  personId: 'student-1',
  name: 'Sam Okafor',
  email: 'sam@example.test',
  timeZone: 'America/New_York',
};
export const ada: Person = {
  personId: 'tutor-1',
  name: 'Ada Byron',
  email: 'ada@example.test',
  timeZone: 'Europe/Berlin',
};

type Given = {
  readonly kind?: NotificationKind;
  readonly session?: Session;
  readonly to?: Person;
  readonly other?: Person | undefined;
  readonly refund?: Refunded | null;
  readonly attempts?: number;
  readonly createdAt?: Date;
};

/** News of a confirmed lesson for its student, but for what is given. */
export function someNews(given: Given = {}): News {
  const { kind = 'confirmed', session = confirmed, to = sam, refund } = given;
  const other = 'other' in given ? given.other : to.personId === 'tutor-1' ? sam : ada;
  const notification = {
    notificationId: '019a0000-0000-7000-8000-00000000000a',
    kind,
    subjectId: session.sessionId,
    personId: to.personId,
    sessionId: session.sessionId,
    data: refund === undefined ? {} : { refund },
    attempts: given.attempts ?? 1,
    createdAt: given.createdAt ?? new Date('2027-07-01T09:00:00Z'),
  };
  return { notification, session, to, other };
}
