import { plusMinutes } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import type { Holds, LessonRequest } from '../use-cases/ports.ts';

type BookingRow = { readonly bookingId: string };

export const prismaHolds = (prisma: PrismaClient) => ({
  ...guardedHolds(prisma),
  /** HELD becomes BOOKED. RELEASED, or no hold at all, is answered as it is and changed by nothing. */
  async book(bookingId: string): Promise<'BOOKED' | 'RELEASED'> {
    const booked = await prisma.$executeRaw`
      UPDATE "tutor_matching"."slot_hold" SET "status" = 'BOOKED'
      WHERE "booking_id" = ${bookingId}::uuid AND "status" IN ('HELD', 'BOOKED')`;
    return booked === 1 ? 'BOOKED' : 'RELEASED';
  },
  /** Whatever there was is RELEASED; what wasn't leaves a mark, so that a hold that comes later is refused. */
  async release(bookingId: string): Promise<void> {
    await prisma.$executeRaw`
      INSERT INTO "tutor_matching"."slot_hold" ("booking_id", "status") VALUES (${bookingId}::uuid, 'RELEASED')
      ON CONFLICT ("booking_id") DO UPDATE SET "status" = 'RELEASED'`;
  },
  /** The booking whose hold overlaps this lesson of the student, if any. */
  async overlapping({ studentId, startsAt, duration }: LessonRequest): Promise<string | undefined> {
    const rows = await prisma.$queryRaw<BookingRow[]>`
      SELECT "booking_id" AS "bookingId" FROM "tutor_matching"."slot_hold"
      WHERE "status" IN ('HELD', 'BOOKED') AND "student_id" = ${studentId}
        AND "period" && tstzrange(${startsAt}, ${plusMinutes(startsAt, duration)})
      ORDER BY lower("period") LIMIT 1`;
    return rows[0]?.bookingId;
  },
  /** Bookings whose hold is still HELD though it expired before `before`; those taken longest ago first. */
  async takeOverdue(before: Date, limit: number): Promise<string[]> {
    const rows = await prisma.$queryRaw<BookingRow[]>`
      UPDATE "tutor_matching"."slot_hold" SET "taken_at" = clock_timestamp() WHERE "booking_id" IN (
        SELECT "booking_id" FROM "tutor_matching"."slot_hold"
        WHERE "status" = 'HELD' AND "expires_at" < ${before}
        ORDER BY "taken_at" NULLS FIRST, "expires_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING "booking_id" AS "bookingId"`;
    return rows.map(({ bookingId }) => bookingId);
  },
});

const guardedHolds = (prisma: PrismaClient): Holds => ({
  async insert(bookingId, { tutorId, studentId, startsAt, endsAt, expiresAt }) {
    // Without a conflict target the exclusion constraints arbitrate, too: a loser inserts nothing, and rivals that
    // meet in both constraints wait in turn instead of deadlocking.
    const inserted = await prisma.$executeRaw`
      INSERT INTO "tutor_matching"."slot_hold"
        ("booking_id", "tutor_id", "student_id", "period", "expires_at", "status")
      VALUES (${bookingId}::uuid, ${tutorId}, ${studentId}, tstzrange(${startsAt}, ${endsAt}), ${expiresAt}, 'HELD')
      ON CONFLICT DO NOTHING`;
    return inserted === 1;
  },
  async holds(bookingId, { tutorId, studentId, startsAt, endsAt }) {
    const rows = await prisma.$queryRaw<BookingRow[]>`
      SELECT "booking_id" AS "bookingId" FROM "tutor_matching"."slot_hold"
      WHERE "booking_id" = ${bookingId}::uuid AND "status" IN ('HELD', 'BOOKED') AND "tutor_id" = ${tutorId}
        AND "student_id" = ${studentId} AND "period" = tstzrange(${startsAt}, ${endsAt})`;
    return rows.length > 0;
  },
});
