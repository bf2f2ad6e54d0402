import type { Bookings, Sessions } from './ports.ts';
import { releaseLeftover } from './release-leftover.ts';
import type { Steps } from './saga-step.ts';
import { withdrawPending } from './withdraw-pending.ts';

type Deps = Parameters<typeof releaseLeftover>[0] & {
  readonly bookings: Pick<Bookings, 'ended'>;
  readonly sessions: Pick<Sessions, 'sessionState' | 'tellWithdrawn' | 'withdrawPendingSession'>;
};

/** What a booking that has ended left behind: a slot that is held, a session that awaits its payment. */
export const cleanUpEndedBooking =
  (deps: Deps) =>
  async (step: Steps, { bookingId }: { readonly bookingId: string }): Promise<void> => {
    await step.run('withdraw-pending-session', async () => {
      const [ended] = await deps.bookings.ended([bookingId]);
      if (ended !== undefined) await withdrawPending(deps.sessions, ended);
      return ended ?? null;
    });
    await step.run('release-leftover-slot', () => releaseLeftover(deps)(bookingId));
  };
