import { paymentCompleted } from '@halfpast/payment';
import { bookingRequested } from '../events.ts';
import { findStuck } from './find-stuck.ts';
import { releaseLeftovers } from './release-leftover.ts';
import type { SagaStep } from './saga-step.ts';

type Deps = Parameters<typeof findStuck>[0] & Parameters<typeof releaseLeftovers>[0];

/** What the usual way has left lying is started again, with events that have ids of their own. */
export const sweep =
  (deps: Deps) =>
  async (step: SagaStep): Promise<void> => {
    const stuck = await step.run('find-stuck', findStuck(deps));
    const events = [
      ...stuck.overdueBookings.map((data) => ({ name: bookingRequested, data })),
      ...stuck.unansweredPayments.map((data) => ({ name: paymentCompleted, data })),
    ];
    if (events.length > 0) await step.sendEvents('start-again', events);
    if (stuck.overdueHolds.length === 0) return;
    await step.run('release-leftover-slots', async () => {
      await releaseLeftovers(deps)(stuck.overdueHolds);
      return 'RELEASED';
    });
  };
