import { paymentCanceled, paymentEventData } from '@halfpast/payment';
import { closeBooking } from '../use-cases/close-booking.ts';
import { durable } from './durable-step.ts';
import { dataOf } from './event-data.ts';
import { onEvent } from './on-event.ts';
import type { FunctionDeps } from './saga-functions.ts';

/** An intent was canceled in Stripe's dashboard: its booking can't be paid any more. */
export const closeCanceledBooking = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    onEvent(paymentCanceled, {
      id: 'close-canceled-booking',
      name: 'Close a booking whose payment was canceled',
      logger: deps.logger,
    }),
    ({ event, step }) => {
      const { sessionId } = dataOf(paymentEventData, event);
      return closeBooking(deps)(durable(step), { bookingId: sessionId, as: 'EXPIRED' });
    },
  );
