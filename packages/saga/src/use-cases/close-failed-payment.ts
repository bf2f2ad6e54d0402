import { closeBooking } from './close-booking.ts';
import type { Steps } from './saga-step.ts';

type Deps = Parameters<typeof closeBooking>[0];

/**
 * A payment that was under way has failed. Who waits for it elsewhere than on the page wouldn't try another card, so
 * the booking ends. Without a pending session the student is still choosing, until the hold ends.
 */
export const closeFailedPayment =
  (deps: Deps) =>
  async (step: Steps, { sessionId }: { readonly sessionId: string }): Promise<void> => {
    const status = await step.run(
      'read-session',
      async () => (await deps.sessions.sessionState(sessionId))?.status ?? 'NONE',
    );
    if (status !== 'PENDING_PAYMENT') return;
    await closeBooking(deps)(step, { bookingId: sessionId, as: 'EXPIRED' });
  };
