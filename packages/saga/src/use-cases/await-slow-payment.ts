import { isLive, isUnpaid } from '../domain/booking.ts';
import { lessonOf } from './lesson-of.ts';
import type { Bookings, Payments, Sessions } from './ports.ts';
import type { Steps } from './saga-step.ts';
import { withdrawPending } from './withdraw-pending.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find'>;
  readonly payments: Pick<Payments, 'payableIntent'>;
  readonly sessions: Pick<
    Sessions,
    'createPendingSession' | 'sessionState' | 'tellWithdrawn' | 'withdrawPendingSession'
  >;
};

type Slow = { readonly paymentId: string; readonly sessionId: string };

/** A payment is under way that may take days: its lesson is shown as awaiting it, and its slot stays held. */
export const awaitSlowPayment =
  (deps: Deps) =>
  async (step: Steps, slow: Slow): Promise<void> => {
    const session = await step.run('create-pending-session', () => createIfUnderWay(deps, slow));
    if (session !== 'PENDING') return;
    await step.run('check-booking-again', () => withdrawIfEnded(deps, slow.sessionId));
  };

async function createIfUnderWay({ bookings, payments, sessions }: Deps, { paymentId, sessionId }: Slow) {
  const booking = await bookings.find(sessionId);
  if (!booking || !isUnpaid(booking)) return 'NOT_AWAITED';
  // The event may be old; Stripe knows.
  if (!(await payments.payableIntent(paymentId))?.processing) return 'NOT_UNDER_WAY';
  await sessions.createPendingSession(lessonOf(booking));
  return 'PENDING';
}

/** Who ended the booking meanwhile may have found no session to withdraw. */
async function withdrawIfEnded({ bookings, sessions }: Deps, sessionId: string) {
  const booking = await bookings.find(sessionId);
  if (booking && isLive(booking)) return 'AWAITED';
  await withdrawPending(sessions, sessionId);
  return 'WITHDRAWN';
}
