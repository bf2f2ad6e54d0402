import { DomainError } from '@halfpast/kernel';
import { type CancelledSession, plain, type Session } from './session.ts';

export type Cancellation = { readonly by: string; readonly at: Date; readonly reason: string | null };

/**
 * The session, cancelled by one who takes part in it; one that is cancelled already stays as it is.
 * @throws DomainError CANCELLATION_NOT_ALLOWED when it awaits its payment or is over, or, for the student, has begun
 */
export function cancel(session: Session, { by, at, reason }: Cancellation): CancelledSession {
  if (session.status === 'CANCELLED') return session;
  if (session.status !== 'CONFIRMED') throw notAllowed(whyNot[session.status]);
  if (by !== session.tutorId && session.scheduledAt <= at) throw notAllowed('This lesson has already begun');
  return {
    ...plain(session),
    status: 'CANCELLED',
    cancelledBy: by,
    cancelledAt: at,
    cancellationReason: reason,
  };
}

const whyNot = {
  PENDING_PAYMENT: 'This lesson waits for its payment; only its outcome decides',
  COMPLETED: 'This lesson is over',
} as const;

const notAllowed = (message: string) => new DomainError('CANCELLATION_NOT_ALLOWED', message);

const longestReason = 500;

/**
 * What a person gives as their reason: one line, without space around it; none if it is empty.
 * @throws DomainError BAD_USER_INPUT when it is too long or holds control characters
 */
export function reasonOf(words: string | null | undefined): string | null {
  const reason = (words ?? '').replace(/\s+/gu, ' ').trim();
  if (/\p{Cc}/u.test(reason)) throw new DomainError('BAD_USER_INPUT', 'The reason holds control characters');
  if ([...reason].length > longestReason)
    throw new DomainError('BAD_USER_INPUT', `The reason is longer than ${longestReason} characters`);
  return reason || null;
}
