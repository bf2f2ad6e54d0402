import type { Logger } from '@halfpast/kernel/logger';
import type { Booking } from '../domain/booking.ts';
import { refundAmount, refundPercent } from '../domain/cancellation-policy.ts';
import { marking, releasing } from './close-booking.ts';
import type { Bookings, Payments, Sessions, TutorMatching } from './ports.ts';
import type { Steps } from './saga-step.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find' | 'move'>;
  readonly tutorMatching: Pick<TutorMatching, 'releaseSlot'>;
  readonly payments: Pick<Payments, 'refundPayment'>;
  readonly sessions: Pick<Sessions, 'sessionState' | 'tellCancelled' | 'settleCancellation'>;
  readonly logger: Logger;
};

/** What is due to the student; an amount of 0 is nothing. */
type Due = {
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
};

/**
 * Answers a session that a person cancelled: the slot is on offer again, both are told, and what the booking's policy
 * grants goes back. All of it follows from rows that don't change any more, so it may run twice, late, or never.
 */
export const refundCancelledSession =
  (deps: Deps) =>
  async (step: Steps, { sessionId }: { readonly sessionId: string }): Promise<void> => {
    const { bookings, payments, sessions, tutorMatching } = deps;
    const due = await step.run('read-cancelled-session', () => readDue(deps, sessionId));
    if (!due) return;
    await step.run('release-slot', () => releasing(tutorMatching, sessionId));
    await step.run('mark-booking-cancelled', () => marking(bookings, sessionId, 'CANCELLED'));
    await step.run('tell-cancelled', async () => {
      const { amount, currency } = due;
      await sessions.tellCancelled({ sessionId, refund: amount > 0 ? { amount, currency } : null });
      return 'TOLD';
    });
    await step.run('refund-by-policy', async () => {
      const { paymentId, amount, reason } = due;
      return amount > 0 ? payments.refundPayment(paymentId, { amount, reason }) : 'NOTHING';
    });
    await step.run('settle-cancellation', async () => {
      await sessions.settleCancellation(sessionId);
      return 'SETTLED';
    });
  };

async function readDue({ bookings, sessions, logger }: Deps, sessionId: string): Promise<Due | null> {
  const session = await sessions.sessionState(sessionId);
  if (session?.status !== 'CANCELLED' || session.cancelledBy === null) return null;
  const booking = await bookings.find(sessionId);
  if (booking) return dueOf(booking, session.cancelledBy, session.cancelledAt);
  logger.error({ sessionId }, 'A session was cancelled that nobody is known to have booked');
  return null;
}

/** What the booking's policy grants when `cancelledBy` cancels `at` that instant. */
export function dueOf(booking: Booking, cancelledBy: string, at: Date): Due {
  const { paymentId, currency, startsAt, cancellationPolicy } = booking;
  const by = cancelledBy === booking.studentId ? 'student' : 'tutor';
  const amount = refundAmount(booking.amount, refundPercent(cancellationPolicy, startsAt, { by, at }));
  return { paymentId, amount, currency, reason: `The ${by} cancelled the lesson` };
}
