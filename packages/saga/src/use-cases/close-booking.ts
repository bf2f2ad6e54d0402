import { type BookingStatus, isLive, isUnpaid } from '../domain/booking.ts';
import { paymentOrderOf } from './payment-order.ts';
import type { Bookings, Payments, Sessions, TutorMatching } from './ports.ts';
import type { Steps } from './saga-step.ts';
import { withdrawPending } from './withdraw-pending.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find' | 'move'>;
  readonly payments: Pick<Payments, 'closePayment' | 'payableIntent'>;
  readonly sessions: Pick<Sessions, 'sessionState' | 'tellWithdrawn' | 'withdrawPendingSession'>;
  readonly tutorMatching: Pick<TutorMatching, 'releaseSlot'>;
};

export type Closing = { readonly bookingId: string; readonly as: 'EXPIRED' | 'ABANDONED' };

/**
 * Ends an unpaid booking. The PaymentIntent is the lock, so the order is always: close the intent, release the slot,
 * the status last. A booking that turns out to be paid, or may still become so, is left as it is.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE; asking again resumes
 */
export const closeBooking =
  (deps: Deps) =>
  async (step: Steps, { bookingId, as }: Closing): Promise<void> => {
    const { bookings, sessions, tutorMatching } = deps;
    const payment = await step.run('close-payment', () => closePaymentOf(deps, bookingId));
    if (payment !== 'CLOSED') return;
    await step.run('release-slot', () => releasing(tutorMatching, bookingId));
    await step.run(`mark-booking-${as.toLowerCase()}`, async () => {
      const booking = await bookings.move(bookingId, as);
      // After the status: who makes a pending session looks at the status again when it is made.
      if (booking && !isLive(booking)) await withdrawPending(sessions, bookingId);
      return booking?.status ?? 'UNKNOWN';
    });
  };

async function closePaymentOf({ bookings, payments, sessions }: Deps, bookingId: string) {
  const booking = await bookings.find(bookingId);
  if (!booking || !isUnpaid(booking)) return 'NOT_UNPAID';
  const isPending = (await sessions.sessionState(bookingId))?.status === 'PENDING_PAYMENT';
  // Some banks let a payment that is under way be called back: that is not for us, nor for who waits for it.
  if (isPending && (await payments.payableIntent(booking.paymentId))?.processing) return 'PROCESSING';
  return payments.closePayment(paymentOrderOf(booking));
}

/** Moves a booking, if it may. @returns what can be remembered of it: its status after that */
export const marking = async (
  bookings: Pick<Bookings, 'move'>,
  bookingId: string,
  to: BookingStatus,
): Promise<string> => (await bookings.move(bookingId, to))?.status ?? 'UNKNOWN';

/** Releases a slot. @returns something that can be remembered */
export async function releasing(
  tutorMatching: Pick<TutorMatching, 'releaseSlot'>,
  bookingId: string,
): Promise<'RELEASED'> {
  await tutorMatching.releaseSlot(bookingId);
  return 'RELEASED';
}
