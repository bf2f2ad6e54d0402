import { type Clock, plusSeconds } from '@halfpast/kernel';
import type { Bookings, Payments, Sessions, TutorMatching } from './ports.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'takeOverdue' | 'ended'>;
  readonly payments: Pick<Payments, 'takeUnsettledPayments' | 'takeUntoldRefunds'>;
  readonly sessions: Pick<Sessions, 'takeUnsettledCancellations' | 'pendingSessions'>;
  readonly tutorMatching: Pick<TutorMatching, 'takeOverdueHolds'>;
  readonly clock: Clock;
};

/** What the usual way has left lying. */
export type Stuck = {
  /** Unpaid, and their time to pay is over. */
  readonly overdueBookings: { readonly bookingId: string; readonly expiresAt: string }[];
  /** Succeeded, and answered neither by a Session nor by a refund. */
  readonly unansweredPayments: { readonly paymentId: string; readonly sessionId: string }[];
  /** Cancelled by a person, and the slot or the money may not be back yet. */
  readonly unansweredCancellations: { readonly sessionId: string }[];
  /** Money that is back, and nobody may have been told. */
  readonly untoldRefunds: {
    readonly refundId: string;
    readonly paymentId: string;
    readonly sessionId: string;
  }[];
  /** Bookings that have ended though a slot is still held, or a session still awaits a payment, for them. */
  readonly leftovers: string[];
};

/** Rows younger than this are left to the events that were sent for them. */
const marginSeconds = 30;
/** How much of a kind one sweep takes up; the next one goes on a minute later. */
const batch = 200;

/** Reads rows, not events: nothing depends on an event arriving or a run surviving. */
export const findStuck =
  ({ bookings, payments, sessions, tutorMatching, clock }: Deps) =>
  async (): Promise<Stuck> => {
    const before = plusSeconds(clock(), -marginSeconds);
    const [overdue, unanswered, cancelled, held, pending, untold] = await Promise.all([
      bookings.takeOverdue(before, batch),
      payments.takeUnsettledPayments(before, batch),
      sessions.takeUnsettledCancellations(before, batch),
      tutorMatching.takeOverdueHolds(before, batch),
      sessions.pendingSessions(before, batch),
      payments.takeUntoldRefunds(before, batch),
    ]);
    const leftovers = await bookings.ended([...new Set([...held, ...pending])]);
    return {
      overdueBookings: overdue.map(({ bookingId, expiresAt }) => ({
        bookingId,
        expiresAt: expiresAt.toISOString(),
      })),
      unansweredPayments: unanswered.map(({ paymentId, sessionId }) => ({ paymentId, sessionId })),
      unansweredCancellations: cancelled.map(({ sessionId }) => ({ sessionId })),
      untoldRefunds: untold.map(({ refundId, paymentId, sessionId }) => ({ refundId, paymentId, sessionId })),
      leftovers: [...leftovers],
    };
  };
