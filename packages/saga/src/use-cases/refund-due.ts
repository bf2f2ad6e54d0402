import { DomainError, isId, type Money, type Viewer } from '@halfpast/kernel';
import type { Bookings, Sessions } from './ports.ts';
import { dueOf } from './refund-cancelled-session.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find'>;
  readonly sessions: Pick<Sessions, 'sessionState'>;
};

/**
 * What goes back to the student of a session that a person cancelled, be it sent yet or not.
 * @returns null unless a person cancelled it
 * @throws DomainError NOT_FOUND, also for who has no part in it
 */
export const refundDue =
  ({ bookings, sessions }: Deps) =>
  async ({ personId, role }: Viewer, sessionId: string): Promise<Money | null> => {
    const booking = isId(sessionId) ? await bookings.find(sessionId) : undefined;
    const isTheirs = role === 'operator' || personId === booking?.studentId || personId === booking?.tutorId;
    if (!booking || !isTheirs) throw new DomainError('NOT_FOUND', 'There is no such session');
    const session = await sessions.sessionState(sessionId);
    if (session?.status !== 'CANCELLED' || session.cancelledBy === null) return null;
    const { amount, currency } = dueOf(booking, session.cancelledBy, session.cancelledAt);
    return { amount, currency };
  };
