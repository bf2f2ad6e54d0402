import type { NewId } from '@halfpast/kernel';
import type { ReminderKind } from './reminder.ts';
import type { Lesson } from './session.ts';

/** What a mail may tell of. */
export type NotificationKind = 'confirmed' | 'cancelled' | 'withdrawn' | 'refunded' | ReminderKind;

/** Money going back, as the one who tells of it knows it. */
export type Refunded = { readonly amount: number; readonly currency: string };

/** One mail to one person: there is never a second one of the same kind about the same subject. */
export type Notification = {
  readonly notificationId: string;
  readonly kind: NotificationKind;
  /** The session, or the refund. */
  readonly subjectId: string;
  readonly personId: string;
  readonly sessionId: string;
  /** What comes back, where money does; the rest is read at sending time. */
  readonly data: { readonly refund?: Refunded | null };
};

type News = Pick<Notification, 'kind' | 'data'> & { readonly subjectId?: string };

/** The same news for the student and for the tutor of a lesson. */
export const toBoth = (
  { sessionId, studentId, tutorId }: Pick<Lesson, 'sessionId' | 'studentId' | 'tutorId'>,
  { kind, data, subjectId = sessionId }: News,
  newId: NewId,
): readonly Notification[] =>
  [studentId, tutorId].map((personId) => ({
    notificationId: newId(),
    kind,
    subjectId,
    personId,
    sessionId,
    data,
  }));
