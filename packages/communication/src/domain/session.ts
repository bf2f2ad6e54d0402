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
  /** Nobody, if it was withdrawn: its payment failed, or it could not be made. */
  readonly cancelledBy: string | null;
  readonly cancelledAt: Date;
  readonly cancellationReason: string | null;
};
export type Session = PendingSession | ConfirmedSession | CompletedSession | CancelledSession;
export type SessionStatus = Session['status'];
export type SessionAction = 'confirm' | 'complete' | 'cancel' | 'withdraw';

/** Which states allow which action. */
export const allowedFrom: Record<SessionAction, readonly SessionStatus[]> = {
  confirm: ['PENDING_PAYMENT'],
  complete: ['CONFIRMED'],
  cancel: ['CONFIRMED'],
  withdraw: ['PENDING_PAYMENT'],
};

/** Whether a session in this state allows the action; what else speaks against it the action itself says. */
export const can = (action: SessionAction, { status }: Pick<Session, 'status'>): boolean =>
  allowedFrom[action].includes(status);

export const endOf = ({ scheduledAt, duration }: Pick<Lesson, 'scheduledAt' | 'duration'>): Date =>
  plusMinutes(scheduledAt, duration);

/** A lesson that nobody cancelled and that never comes about. */
export const withdraw = (lesson: Lesson, now: Date): CancelledSession => ({
  ...plain(lesson),
  status: 'CANCELLED',
  cancelledBy: null,
  cancelledAt: now,
  cancellationReason: null,
});

/**
 * A paid lesson as the session it becomes.
 * @throws DomainError BAD_USER_INPUT when it has begun: nobody can be asked to pay for a lesson that they missed
 */
export function confirm(lesson: Lesson, meetingLink: string, now: Date): ConfirmedSession {
  if (lesson.scheduledAt <= now) throw new DomainError('BAD_USER_INPUT', 'This lesson has already begun');
  return { ...plain(lesson), status: 'CONFIRMED', meetingLink };
}

/** What is true in each state; what only the state before knew is left out. */
export const plain = ({ sessionId, tutorId, studentId, scheduledAt, duration }: Lesson): Lesson => ({
  sessionId,
  tutorId,
  studentId,
  scheduledAt,
  duration,
});

/** Where to meet, as long as there is something to meet for. */
export const meetingLinkOf = (session: Session): string | null =>
  session.status === 'CONFIRMED' || session.status === 'COMPLETED' ? session.meetingLink : null;

/** Who cancelled it, when and why, if it is cancelled. */
export const cancellationOf = (session: Session): CancelledSession | undefined =>
  session.status === 'CANCELLED' ? session : undefined;
