import { isUnpaid } from '../domain/booking.ts';
import { bookingRequested, bookingRequestedData } from '../events.ts';
import { closeBooking } from '../use-cases/close-booking.ts';
import { durable } from './durable-step.ts';
import { dataOf } from './event-data.ts';
import { onEvent } from './on-event.ts';
import type { FunctionDeps } from './saga-functions.ts';

/** A booking was asked for: when its hold ends unpaid, its payment is closed and its slot is free again. */
export const expireUnpaidBooking = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    onEvent(bookingRequested, {
      id: 'expire-unpaid-booking',
      name: 'Expire an unpaid booking',
      logger: deps.logger,
    }),
    async ({ event, step }) => {
      const { bookingId } = dataOf(bookingRequestedData, event);
      // The row decides when, not the event.
      const expiresAt = await step.run('read-expiry', async () => {
        const booking = await deps.bookings.find(bookingId);
        return booking && isUnpaid(booking) ? booking.expiresAt.toISOString() : null;
      });
      if (expiresAt === null) return;
      await step.sleepUntil('wait-until-hold-ends', expiresAt);
      await closeBooking(deps)(durable(step), { bookingId, as: 'EXPIRED' });
    },
  );
