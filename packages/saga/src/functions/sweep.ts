import { paymentCompleted } from '@halfpast/payment';
import { bookingRequested } from '../events.ts';
import { releaseLeftover } from '../use-cases/close-booking.ts';
import { findStuck } from '../use-cases/find-stuck.ts';
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
      await step.run('release-leftover-slots', () => releaseAll(deps, stuck.overdueHolds));
    },
  );

/** One that can't be released yet keeps no other from it; the next sweep meets it again. */
async function releaseAll(deps: FunctionDeps, bookingIds: readonly string[]): Promise<void> {
  for (const bookingId of bookingIds) {
    await releaseLeftover(deps)(bookingId).catch((error) =>
      deps.logger.warn({ bookingId, err: error }, 'A leftover slot could not be released yet'),
    );
  }
}
