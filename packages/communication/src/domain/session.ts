import { DomainError, plusMinutes } from '@halfpast/kernel';

/** What is true of a lesson in each of its states. */
export type Lesson = {
  readonly sessionId: string;
  readonly tutorId: string;
  readonly studentId: string;
  readonly scheduledAt: Date;
  /** Minutes. */
  readonly duration: number;
};

/** An asynchronous way to pay is still processing; only its outcome moves the session on. */
export type PendingSession = Lesson & { readonly status: 'PENDING_PAYMENT' };
export type ConfirmedSession = Lesson & { readonly status: 'CONFIRMED'; readonly meetingLink: string };
export type CompletedSession = Lesson & { readonly status: 'COMPLETED'; readonly meetingLink: string };
export type CancelledSession = Lesson & {
  readonly status: 'CANCELLED';
  /** Nobody, if the payment failed. */
  readonly cancelledBy: string | null;
  readonly cancelledAt: Date;
};
export type Session = PendingSession | ConfirmedSession | CompletedSession | CancelledSession;
export type SessionStatus = Session['status'];
export type SessionAction = 'confirm' | 'complete' | 'cancel';

/** Which states allow which action. */
export const allowedFrom: Record<SessionAction, readonly SessionStatus[]> = {
  confirm: ['PENDING_PAYMENT'],
  complete: ['CONFIRMED'],
  cancel: ['PENDING_PAYMENT', 'CONFIRMED'],
};

/** Whether a session in this state allows the action; what else speaks against it the action itself says. */
export const can = (action: SessionAction, { status }: Pick<Session, 'status'>): boolean =>
  allowedFrom[action].includes(status);

export const endOf = ({ scheduledAt, duration }: Lesson): Date => plusMinutes(scheduledAt, duration);

/**
 * A paid lesson as the session it becomes.
 * @throws DomainError BAD_USER_INPUT when it has begun: nobody can be asked to pay for a lesson that they missed
 */
export function confirm(lesson: Lesson, meetingLink: string, now: Date): ConfirmedSession {
  if (lesson.scheduledAt <= now) throw new DomainError('BAD_USER_INPUT', 'This lesson has already begun');
  const { sessionId, tutorId, studentId, scheduledAt, duration } = lesson;
  return { sessionId, tutorId, studentId, scheduledAt, duration, status: 'CONFIRMED', meetingLink };
}

/** Where to meet, as long as there is something to meet for. */
export const meetingLinkOf = (session: Session): string | null =>
  session.status === 'CONFIRMED' || session.status === 'COMPLETED' ? session.meetingLink : null;
