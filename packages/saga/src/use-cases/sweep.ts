import { sessionCancelled } from '@halfpast/communication';
import { paymentCompleted, paymentRefunded } from '@halfpast/payment';
import { bookingEnded, bookingRequested } from '../events.ts';
import { findStuck } from './find-stuck.ts';
import type { SagaStep } from './saga-step.ts';

/** What the usual way has left lying is started again, each by an event with an id of its own. */
export const sweep =
  (deps: Parameters<typeof findStuck>[0]) =>
  async (step: SagaStep): Promise<void> => {
    const stuck = await step.run('find-stuck', findStuck(deps));
    const events = [
      ...stuck.overdueBookings.map((data) => ({ name: bookingRequested, data })),
      ...stuck.unansweredPayments.map((data) => ({ name: paymentCompleted, data })),
      ...stuck.unansweredCancellations.map((data) => ({ name: sessionCancelled, data })),
      ...stuck.untoldRefunds.map((data) => ({ name: paymentRefunded, data })),
      ...stuck.leftovers.map((bookingId) => ({ name: bookingEnded, data: { bookingId } })),
    ];
    if (events.length > 0) await step.sendEvents('start-again', events);
  };
