import type { Picture } from './picture.ts';

const over = new Set(['CONFIRMED', 'REJECTED', 'EXPIRED', 'ABANDONED', 'REFUNDED', 'CANCELLED']);

/** What is still on its way: each line names one thing that somebody has yet to do. */
export function unsettledIn({ bookings, sessions, payments, ledger, waitingEvents }: Picture): string[] {
  const cancelled = new Set(
    sessions.filter(({ status }) => status === 'CANCELLED').map(({ sessionId }) => sessionId),
  );
  return [
    ...bookings
      .filter(({ status }) => !over.has(status))
      .map(({ bookingId, status }) => `booking ${bookingId} is ${status}`),
    ...bookings
      .filter(({ bookingId, status }) => status === 'CONFIRMED' && cancelled.has(bookingId))
      .map(({ bookingId }) => `booking ${bookingId} is CONFIRMED and its session cancelled`),
    ...sessions
      .filter(({ status }) => status === 'PENDING_PAYMENT')
      .map(({ sessionId }) => `session ${sessionId} is PENDING_PAYMENT`),
    ...payments
      .filter(({ status }) => status !== 'SUCCEEDED' && status !== 'CANCELED')
      .map(({ paymentId, status }) => `payment ${paymentId} is ${status}`),
    ...payments.flatMap(({ paymentId, refunds }) =>
      refunds
        .filter(({ status }) => status === 'PENDING')
        .map(() => `a refund of payment ${paymentId} is PENDING`),
    ),
    ...ledger.payment_intents
      .filter(({ status }) => status !== 'succeeded' && status !== 'canceled')
      .map(({ id, status }) => `intent ${id} is ${status}`),
    ...ledger.refunds
      .filter(({ status }) => status === 'pending')
      .map(({ id }) => `refund ${id} is pending at Stripe`),
    ...(waitingEvents > 0 ? [`${waitingEvents} events wait in an outbox`] : []),
  ];
}
