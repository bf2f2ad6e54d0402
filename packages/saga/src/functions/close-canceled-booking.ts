import { paymentCanceled, paymentEventData } from '@halfpast/payment';
import { closeBooking } from '../use-cases/close-booking.ts';
import { durable } from './durable-step.ts';
import { dataOf } from './event-data.ts';
import { reportFailure } from './report-failure.ts';
import type { FunctionDeps } from './saga-functions.ts';

const id = 'close-canceled-booking';

/** An intent was canceled in Stripe's dashboard: its booking can't be paid any more. */
export const closeCanceledBooking = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    {
      id,
      name: 'Close a booking whose payment was canceled',
      retries: 10,
      triggers: [{ event: paymentCanceled }],
      onFailure: reportFailure(deps.logger, id),
    },
    ({ event, step }) => {
      const { sessionId } = dataOf(paymentEventData, event);
      return closeBooking(deps)(durable(step), { bookingId: sessionId, as: 'EXPIRED' });
    },
  );
