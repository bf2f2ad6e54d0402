import type { Prisma } from '@halfpast/prisma';
import type { Booking } from '../domain/booking.ts';

/** A booking as its row tells it; what only the database needs stays there. */
export const bookingOf = ({ createdAt, updatedAt, ...booking }: Prisma.BookingGetPayload<object>): Booking =>
  booking;
