import { type Clock, DomainError, signedIn, type Viewer } from '@halfpast/kernel';
import { type Closing, closeBooking } from './close-booking.ts';
import { ownBooking } from './own-booking.ts';
import type { Bookings } from './ports.ts';
import { atOnce } from './saga-step.ts';

type Deps = Parameters<typeof closeBooking>[0] & {
  readonly bookings: Pick<Bookings, 'endTimeToPay'>;
  readonly clock: Clock;
};

/**
 * Gives a slot back that isn't paid yet. May be repeated; money that was faster goes on as paid.
 * @throws DomainError NOT_FOUND, also for somebody else's; CANCELLATION_NOT_ALLOWED once it is confirmed;
 * PAYMENT_PROVIDER_UNAVAILABLE
 */
export const giveUpBooking =
  (deps: Deps) =>
  async (viewer: Viewer | undefined, sessionId: string): Promise<void> => {
    const booking = await ownBooking(deps.bookings, signedIn(viewer), sessionId);
    if (booking.status === 'CONFIRMED') {
      throw new DomainError(
        'CANCELLATION_NOT_ALLOWED',
        'This lesson is booked and paid: it can’t be given up',
      );
    }
    // From here on the sweep closes it, too, if this request dies on its way.
    await deps.bookings.endTimeToPay(booking.bookingId, deps.clock());
    const closing: Closing = { bookingId: booking.bookingId, as: 'ABANDONED' };
    await closeBooking(deps)(atOnce, closing);
  };
