import { paymentCompleted } from '@halfpast/payment';
import { bookingRequested } from '../events.ts';
import { findStuck } from '../use-cases/find-stuck.ts';
import { releaseLeftovers } from '../use-cases/release-leftover.ts';
import type { FunctionDeps } from './saga-functions.ts';

/** Each minute: what the usual way has left lying is started again, with events that have ids of their own. */
export const sweep = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    { id: 'sweep', name: 'Sweep up what was left lying', retries: 3, triggers: [{ cron: '* * * * *' }] },
    async ({ step }) => {
      const stuck = await step.run('find-stuck', findStuck(deps));
      const events = [
        ...stuck.overdueBookings.map((data) => ({ name: bookingRequested, data })),
        ...stuck.unansweredPayments.map((data) => ({ name: paymentCompleted, data })),
      ];
      if (events.length > 0) await step.sendEvent('start-again', events);
      if (stuck.overdueHolds.length === 0) return;
      await step.run('release-leftover-slots', () => releaseLeftovers(deps)(stuck.overdueHolds));
    },
  );
