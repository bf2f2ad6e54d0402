import { type Clock, plusSeconds } from '@halfpast/kernel';
import type { Bookings, Payments, TutorMatching } from './ports.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'takeOverdue'>;
  readonly payments: Pick<Payments, 'takeUnsettledPayments'>;
  readonly tutorMatching: Pick<TutorMatching, 'overdueHolds'>;
  readonly clock: Clock;
};

/** What the usual way has left lying. */
export type Stuck = {
  /** Unpaid, and their time to pay is over. */
  readonly overdueBookings: { readonly bookingId: string; readonly expiresAt: string }[];
  /** Succeeded, and answered neither by a Session nor by a refund. */
  readonly unansweredPayments: { readonly paymentId: string; readonly sessionId: string }[];
  /** Bookings whose slot is still held after its time; some of them have ended. */
  readonly overdueHolds: string[];
};

/** Rows younger than this are left to the events that were sent for them. */
const marginSeconds = 30;
/** How much one sweep takes up; the next one goes on a minute later. */
const batch = 200;

/** Reads rows, not events: nothing depends on an event arriving or a run surviving. */
export const findStuck =
  ({ bookings, payments, tutorMatching, clock }: Deps) =>
  async (): Promise<Stuck> => {
    const before = plusSeconds(clock(), -marginSeconds);
    const [overdue, unanswered, holds] = await Promise.all([
      bookings.takeOverdue(before, batch),
      payments.takeUnsettledPayments(before, batch),
      tutorMatching.overdueHolds(before, batch),
    ]);
    return {
      overdueBookings: overdue.map(({ bookingId, expiresAt }) => ({
        bookingId,
        expiresAt: expiresAt.toISOString(),
      })),
      unansweredPayments: unanswered.map(({ paymentId, sessionId }) => ({ paymentId, sessionId })),
      overdueHolds: [...holds],
    };
  };
