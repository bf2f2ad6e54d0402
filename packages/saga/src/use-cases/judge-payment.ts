import type { Clock } from '@halfpast/kernel';
import { isMissed } from '../domain/booking.ts';
import type { Bookings, PaidPayment, Payments, SessionState, Sessions } from './ports.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'move'>;
  readonly payments: Pick<Payments, 'paidPayment'>;
  readonly sessions: Pick<Sessions, 'sessionState'>;
  readonly clock: Clock;
};

/** What a success at Stripe leads to. `tell`: the money went back, and who was to be told may not have been. */
export type Verdict =
  | { readonly next: 'stop' }
  | { readonly next: 'confirm' | 'mark' | 'settle' | 'tell'; readonly bookingId: string }
  | { readonly next: 'refund'; readonly bookingId: string; readonly reason: string };

/** Why money that arrived can't become a lesson. Each stays true once it is, so a run that starts over ends the same. */
export const reasons = {
  money: 'The amount that arrived is not the price of the lesson',
  ended: 'The payment arrived after the booking had ended',
  slot: 'The slot was not held any more when the payment arrived',
  missed: 'The lesson had begun before its payment arrived',
  withdrawn: 'The lesson was withdrawn before its payment arrived',
};

/** Marks the booking PAID, and tells what shall become of it. */
export async function judge(
  { bookings, payments, sessions, clock }: Deps,
  paymentId: string,
): Promise<Verdict> {
  const payment = await payments.paidPayment(paymentId);
  if (!payment) return { next: 'stop' };
  const bookingId = payment.sessionId;
  const booking = await bookings.move(bookingId, 'PAID');
  switch (booking?.status) {
    case 'CONFIRMED':
      return { next: 'mark', bookingId };
    case 'CANCELLED':
      return { next: 'settle', bookingId };
    case 'REFUNDED':
      return { next: 'tell', bookingId };
    case 'REQUESTED':
    case 'AWAITING_PAYMENT':
    case 'PAID': {
      const session = await sessions.sessionState(bookingId);
      if (isMade(session)) return { next: 'mark', bookingId };
      if (session?.status === 'CANCELLED') return { next: 'refund', bookingId, reason: reasons.withdrawn };
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

/** There was a lesson to come, whatever people did with it since. */
const isMade = (session: SessionState | undefined): boolean =>
  session?.status === 'CONFIRMED' ||
  session?.status === 'COMPLETED' ||
  (session?.status === 'CANCELLED' && session.cancelledBy !== null);

const isWhole = ({ amount, currency, amountReceived, currencyReceived }: PaidPayment): boolean =>
  amountReceived === amount && currencyReceived === currency;
