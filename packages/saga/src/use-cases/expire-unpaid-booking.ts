import { isUnpaid } from '../domain/booking.ts';
import { closeBooking } from './close-booking.ts';
import type { SagaStep } from './saga-step.ts';

type Deps = Parameters<typeof closeBooking>[0];

/** When the hold of an unpaid booking ends, its payment is closed and its slot is free again. */
export const expireUnpaidBooking =
  (deps: Deps) =>
  async (step: SagaStep, { bookingId }: { readonly bookingId: string }): Promise<void> => {
    // The row decides when, not the event.
    const expiresAt = await step.run('read-expiry', async () => {
      const booking = await deps.bookings.find(bookingId);
      return booking && isUnpaid(booking) ? booking.expiresAt.toISOString() : null;
    });
    if (expiresAt === null) return;
    await step.sleepUntil('wait-until-hold-ends', expiresAt);
    await closeBooking(deps)(step, { bookingId, as: 'EXPIRED' });
  };
