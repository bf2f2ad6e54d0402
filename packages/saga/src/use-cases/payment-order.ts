import type { Booking } from '../domain/booking.ts';
import type { PaymentOrder } from './ports.ts';

/** The payment of a booking; the same from the same booking each time. */
export const paymentOrderOf = (booking: Booking): PaymentOrder => ({
  paymentId: booking.paymentId,
  sessionId: booking.bookingId,
  userId: booking.studentId,
  tutorId: booking.tutorId,
  amount: booking.amount,
  currency: booking.currency,
  description: booking.description,
  neededBy: booking.startsAt,
});
