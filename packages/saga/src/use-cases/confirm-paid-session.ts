import { type Clock, isDomainError } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { marking, releasing } from './close-booking.ts';
import { judge, reasons } from './judge-payment.ts';
import { lessonOf } from './lesson-of.ts';
import type { Bookings, Payments, Sessions, TutorMatching } from './ports.ts';
import type { Steps } from './saga-step.ts';
import { telling } from './withdraw-pending.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find' | 'move'>;
  readonly tutorMatching: Pick<TutorMatching, 'bookSlot' | 'releaseSlot'>;
  readonly payments: Pick<Payments, 'paidPayment' | 'refundInFull' | 'settlePayment'>;
  readonly sessions: Pick<
    Sessions,
    'createConfirmedSession' | 'sessionState' | 'withdrawSession' | 'tellWithdrawn'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Which payment, and for which booking. */
type Paid = { readonly paymentId: string; readonly bookingId: string };

/**
 * Makes a Session of a booking whose payment succeeded, or sends the money back: it is never kept without a lesson. The
 * rows decide, not the event, so it may run twice, late, or at the same time as another.
 */
export const confirmPaidSession =
  (deps: Deps) =>
  async (step: Steps, { paymentId }: { readonly paymentId: string }): Promise<void> => {
    const verdict = await step.run('read-paid-booking', () => judge(deps, paymentId));
    if (verdict.next === 'stop') return;
    const paid = { paymentId, bookingId: verdict.bookingId };
    switch (verdict.next) {
      case 'refund':
        return compensate(deps, step, { ...paid, reason: verdict.reason });
      case 'tell':
        return tellAndSettle(deps, step, paid);
      case 'settle':
        return settle(deps, step, paid);
      case 'mark':
        return markConfirmed(deps, step, paid);
      case 'confirm':
        return confirm(deps, step, paid);
    }
  };

async function confirm(deps: Deps, step: Steps, paid: Paid): Promise<void> {
  const slot = await step.run('book-slot', () => deps.tutorMatching.bookSlot(paid.bookingId));
  if (slot === 'RELEASED') return compensate(deps, step, { ...paid, reason: reasons.slot });
  const session = await step.run('create-confirmed-session', () => createSession(deps, paid));
  if (session === 'REFUSED') return compensate(deps, step, { ...paid, reason: reasons.missed });
  if (session === 'CANCELLED') return compensate(deps, step, { ...paid, reason: reasons.withdrawn });
  return markConfirmed(deps, step, paid);
}

async function createSession({ bookings, sessions }: Deps, { bookingId }: Paid) {
  const booking = await bookings.find(bookingId);
  if (!booking) return 'REFUSED';
  try {
    return await sessions.createConfirmedSession(lessonOf(booking));
  } catch (error) {
    if (isDomainError(error, 'BAD_USER_INPUT')) return 'REFUSED';
    throw error;
  }
}

const markConfirmed = async ({ bookings, payments }: Deps, step: Steps, paid: Paid): Promise<void> => {
  await step.run('mark-booking-confirmed', async () => {
    const status = await marking(bookings, paid.bookingId, 'CONFIRMED');
    await payments.settlePayment(paid.paymentId);
    return status;
  });
};

/**
 * Money back. It first takes the lesson's place by a mark, so that a twin of this run that is about to store the Session
 * is refused. A twin that has stored it, was faster: then there is a lesson, and the money stays.
 */
async function compensate(
  deps: Deps,
  step: Steps,
  { reason, ...paid }: Paid & { readonly reason: string },
): Promise<void> {
  const lesson = await step.run('withdraw-session', () => withdraw(deps, paid));
  if (lesson === 'KEPT') return markConfirmed(deps, step, paid);
  await step.run('release-slot', () => releasing(deps.tutorMatching, paid.bookingId));
  await step.run('refund-payment', () => {
    deps.logger.warn({ ...paid, reason }, 'A payment is sent back: it can’t become a lesson');
    return deps.payments.refundInFull(paid.paymentId, reason);
  });
  await step.run('mark-booking-refunded', () => marking(deps.bookings, paid.bookingId, 'REFUNDED'));
  return tellAndSettle(deps, step, paid);
}

/** A booking that nobody knows can't become a lesson: there is none to withdraw. */
async function withdraw({ bookings, sessions }: Deps, { bookingId }: Paid) {
  const booking = await bookings.find(bookingId);
  return booking ? sessions.withdrawSession(lessonOf(booking)) : 'WITHDRAWN';
}

async function tellAndSettle(deps: Deps, step: Steps, paid: Paid): Promise<void> {
  await step.run('tell-withdrawn', () =>
    telling(() => deps.sessions.tellWithdrawn({ sessionId: paid.bookingId })),
  );
  return settle(deps, step, paid);
}

const settle = async ({ payments }: Deps, step: Steps, { paymentId }: Paid): Promise<void> => {
  await step.run('settle-payment', async () => {
    await payments.settlePayment(paymentId);
    return 'SETTLED';
  });
};
