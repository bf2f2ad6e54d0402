import { type Clock, DomainError, isDomainError } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { isMissed } from '../domain/booking.ts';
import { marking, releasing } from './close-booking.ts';
import type { Bookings, PaidPayment, Payments, Sessions, TutorMatching } from './ports.ts';
import type { Steps } from './saga-step.ts';

type Deps = {
  readonly bookings: Bookings;
  readonly tutorMatching: Pick<TutorMatching, 'bookSlot' | 'releaseSlot'>;
  readonly payments: Pick<Payments, 'paidPayment' | 'refundInFull' | 'settlePayment'>;
  readonly sessions: Pick<Sessions, 'createConfirmedSession' | 'sessionExists'>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Which payment, and for which booking. */
type Paid = { readonly paymentId: string; readonly bookingId: string };

/** What a success at Stripe leads to. */
type Verdict =
  | { readonly next: 'stop' }
  | { readonly next: 'confirm' | 'mark' | 'settle'; readonly bookingId: string }
  | { readonly next: 'refund'; readonly bookingId: string; readonly reason: string };

const reasons = {
  money: 'The amount that arrived is not the price of the lesson',
  ended: 'The payment arrived after the booking had ended',
  slot: 'The slot was not held any more when the payment arrived',
  missed: 'The lesson had begun before its payment arrived',
};

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
      case 'settle':
        return settle(deps, step, paid);
      case 'mark':
        return markConfirmed(deps, step, paid);
      case 'confirm':
        return confirm(deps, step, paid);
    }
  };

/** Marks the booking PAID, and tells what shall become of it. */
async function judge({ bookings, payments, sessions, clock }: Deps, paymentId: string): Promise<Verdict> {
  const payment = await payments.paidPayment(paymentId);
  if (!payment) return { next: 'stop' };
  const bookingId = payment.sessionId;
  const booking = await bookings.move(bookingId, 'PAID');
  switch (booking?.status) {
    case 'CONFIRMED':
      return { next: 'mark', bookingId };
    case 'REFUNDED':
      return { next: 'settle', bookingId };
    case 'REQUESTED':
    case 'AWAITING_PAYMENT':
    case 'PAID': {
      if (await sessions.sessionExists(bookingId)) return { next: 'mark', bookingId };
      if (!isWhole(payment)) return { next: 'refund', bookingId, reason: reasons.money };
      if (isMissed(booking, clock())) return { next: 'refund', bookingId, reason: reasons.missed };
      return { next: 'confirm', bookingId };
    }
    case 'REJECTED':
    case 'EXPIRED':
    case 'ABANDONED':
    case undefined:
      return { next: 'refund', bookingId, reason: reasons.ended };
  }
}

const isWhole = ({ amount, currency, amountReceived, currencyReceived }: PaidPayment): boolean =>
  amountReceived === amount && currencyReceived === currency;

async function confirm(deps: Deps, step: Steps, paid: Paid): Promise<void> {
  const slot = await step.run('book-slot', () => deps.tutorMatching.bookSlot(paid.bookingId));
  if (slot === 'RELEASED') return compensate(deps, step, { ...paid, reason: reasons.slot });
  const session = await step.run('create-confirmed-session', () => createSession(deps, paid));
  if (session === 'REFUSED') return compensate(deps, step, { ...paid, reason: reasons.missed });
  return markConfirmed(deps, step, paid);
}

async function createSession({ bookings, sessions, clock }: Deps, { bookingId }: Paid) {
  const booking = await bookings.find(bookingId);
  if (!booking) return 'REFUSED';
  const { tutorId, studentId, startsAt, duration } = booking;
  try {
    await sessions.createConfirmedSession({ sessionId: bookingId, tutorId, studentId, startsAt, duration });
    return 'CREATED';
  } catch (error) {
    if (!isDomainError(error, 'BAD_USER_INPUT')) throw error;
    if (isMissed(booking, clock())) return 'REFUSED';
    throw new DomainError(
      'UNAVAILABLE',
      'The lesson begins just now: asked again in a moment',
      {},
      { cause: error },
    );
  }
}

const markConfirmed = async ({ bookings, payments }: Deps, step: Steps, paid: Paid): Promise<void> => {
  await step.run('mark-booking-confirmed', async () => {
    const status = await marking(bookings, paid.bookingId, 'CONFIRMED');
    await payments.settlePayment(paid.paymentId);
    return status;
  });
};

/** Money back. It reads the truth again before it acts: a twin of this run may have confirmed the lesson meanwhile. */
async function compensate(
  deps: Deps,
  step: Steps,
  { reason, ...paid }: Paid & { readonly reason: string },
): Promise<void> {
  const { bookings, payments, sessions, tutorMatching, logger } = deps;
  const money = await step.run('refund-payment', async () => {
    if (await sessions.sessionExists(paid.bookingId)) return 'KEPT';
    logger.warn({ ...paid, reason }, 'A payment is sent back: it can’t become a lesson');
    await payments.refundInFull(paid.paymentId, reason);
    return 'REFUNDED';
  });
  if (money === 'KEPT') return markConfirmed(deps, step, paid);
  await step.run('release-slot', () => releasing(tutorMatching, paid.bookingId));
  await step.run('mark-booking-refunded', () => marking(bookings, paid.bookingId, 'REFUNDED'));
  return settle(deps, step, paid);
}

const settle = async ({ payments }: Deps, step: Steps, { paymentId }: Paid): Promise<void> => {
  await step.run('settle-payment', async () => {
    await payments.settlePayment(paymentId);
    return 'SETTLED';
  });
};
