import type { NewId } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import { endedStatuses, isLive, isUnpaid, liveStatuses, statusesBefore } from '../domain/booking.ts';
import { bookingRequested } from '../events.ts';
import type { Bookings } from '../use-cases/ports.ts';
import { bookingOf } from './booking-row.ts';

type Parts = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  readonly afterCommit: () => void;
};

/** Bookings in PostgreSQL. */
export const prismaBookings = ({ prisma, newId, afterCommit }: Parts): Bookings => ({
  async insert(booking) {
    const { bookingId, expiresAt } = booking;
    const event = JSON.stringify({ bookingId, expiresAt: expiresAt.toISOString() });
    // One statement is one commit; without a conflict target each of the unique indexes may say no.
    const inserted = await prisma.$executeRaw`
      WITH "booked" AS (
        INSERT INTO "saga"."booking" ("booking_id", "payment_id", "student_id", "tutor_id", "starts_at", "duration",
          "amount", "currency", "description", "idempotency_key", "expires_at", "cancellation_policy",
          "status", "updated_at")
        VALUES (${bookingId}::uuid, ${booking.paymentId}::uuid, ${booking.studentId}, ${booking.tutorId},
          ${booking.startsAt}, ${booking.duration}, ${booking.amount}, ${booking.currency}, ${booking.description},
          ${booking.idempotencyKey}, ${expiresAt}, ${JSON.stringify(booking.cancellationPolicy)}::jsonb,
          'REQUESTED', now())
        ON CONFLICT DO NOTHING RETURNING "booking_id"
      )
      INSERT INTO "saga"."outbox" ("event_id", "name", "data")
      SELECT ${newId()}::uuid, ${bookingRequested}, ${event}::jsonb FROM "booked"`;
    if (inserted === 0) return false;
    afterCommit();
    return true;
  },

  async find(bookingId) {
    const row = await prisma.booking.findUnique({ where: { bookingId } });
    return row ? bookingOf(row) : undefined;
  },

  async live({ studentId, tutorId, startsAt, idempotencyKey }) {
    const rows = await prisma.booking.findMany({
      where: {
        studentId,
        status: { in: [...liveStatuses] },
        OR: [{ tutorId, startsAt }, ...(idempotencyKey ? [{ idempotencyKey }] : [])],
      },
    });
    return rows.map(bookingOf).filter(isLive);
  },

  async move(bookingId, to) {
    const [moved] = await prisma.booking.updateManyAndReturn({
      where: { bookingId, status: { in: statusesBefore(to) } },
      data: { status: to },
    });
    return moved ? bookingOf(moved) : this.find(bookingId);
  },

  async takeOverdue(before, limit) {
    // Taking sets updated_at, so bookings that can't be closed yet don't stand in the way of others.
    const taken = await prisma.$queryRaw<{ bookingId: string }[]>`
      UPDATE "saga"."booking" SET "updated_at" = clock_timestamp() WHERE "booking_id" IN (
        SELECT "booking_id" FROM "saga"."booking"
        WHERE "status" IN ('REQUESTED', 'AWAITING_PAYMENT') AND "expires_at" < ${before}
        ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING "booking_id" AS "bookingId"`;
    if (taken.length === 0) return [];
    const rows = await prisma.booking.findMany({
      where: { bookingId: { in: taken.map(({ bookingId }) => bookingId) } },
    });
    return rows.map(bookingOf).filter(isUnpaid);
  },

  async endTimeToPay(bookingId, now) {
    await prisma.booking.updateMany({
      where: { bookingId, status: { in: ['REQUESTED', 'AWAITING_PAYMENT'] }, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
  },

  async ended(bookingIds) {
    if (bookingIds.length === 0) return [];
    const rows = await prisma.booking.findMany({
      where: { bookingId: { in: [...bookingIds] }, status: { in: [...endedStatuses] } },
      select: { bookingId: true },
    });
    return rows.map(({ bookingId }) => bookingId);
  },
});
