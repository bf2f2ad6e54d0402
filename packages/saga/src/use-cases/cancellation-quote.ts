import { type Clock, DomainError, isId, signedIn, type Viewer } from '@halfpast/kernel';
import type { Booking } from '../domain/booking.ts';
import {
  type Canceller,
  refundAmount,
  refundHoldsUntil,
  refundPercent,
} from '../domain/cancellation-policy.ts';
import type { Bookings, Sessions } from './ports.ts';

export type CancellationQuote = {
  readonly sessionId: string;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  /** Of the price. */
  readonly percent: number;
  /** When less goes back, or none can cancel any more; null: it stays as it is. */
  readonly until: Date | null;
};

type Deps = {
  readonly bookings: Pick<Bookings, 'find'>;
  readonly sessions: Pick<Sessions, 'sessionState'>;
  readonly clock: Clock;
};

/**
 * What would go back if the viewer cancelled now; an operator, who can't, sees what the student would get.
 * @throws DomainError NOT_FOUND, also for who has no part in it; CANCELLATION_NOT_ALLOWED when it can't be cancelled now
 */
export const cancellationQuote =
  ({ bookings, sessions, clock }: Deps) =>
  async (viewer: Viewer | undefined, sessionId: string): Promise<CancellationQuote> => {
    const person = signedIn(viewer);
    const booking = isId(sessionId) ? await bookings.find(sessionId) : undefined;
    const by = booking && cancellerOf(booking, person);
    const session = by && (await sessions.sessionState(sessionId));
    if (!session) throw new DomainError('NOT_FOUND', 'There is no such session');
    const { amount, currency, startsAt, cancellationPolicy } = booking;
    const at = clock();
    if (session.status !== 'CONFIRMED' || (by === 'student' && startsAt <= at))
      throw new DomainError('CANCELLATION_NOT_ALLOWED', 'This session can’t be cancelled any more');
    const percent = refundPercent(cancellationPolicy, startsAt, { by, at });
    const until = by === 'student' ? refundHoldsUntil(cancellationPolicy, startsAt, at) : null;
    return { sessionId, amount: refundAmount(amount, percent), currency, percent, until };
  };

function cancellerOf({ studentId, tutorId }: Booking, { personId, role }: Viewer): Canceller | undefined {
  if (personId === tutorId) return 'tutor';
  return personId === studentId || role === 'operator' ? 'student' : undefined;
}
