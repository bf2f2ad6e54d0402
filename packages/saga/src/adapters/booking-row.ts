import type { Prisma } from '@halfpast/prisma';
import { z } from 'zod';
import type { Booking } from '../domain/booking.ts';

const policy = z.object({ tiers: z.array(z.object({ hoursBefore: z.number(), percent: z.number() })) });

/** A booking as its row tells it; what only the database needs stays there. */
export const bookingOf = ({
  createdAt,
  updatedAt,
  cancellationPolicy,
  ...booking
}: Prisma.BookingGetPayload<object>): Booking => ({
  ...booking,
  cancellationPolicy: policy.parse(cancellationPolicy),
});
