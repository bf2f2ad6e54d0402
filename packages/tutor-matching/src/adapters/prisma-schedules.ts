import { plusMinutes } from '@halfpast/kernel';
import { Prisma, type PrismaClient } from '@halfpast/prisma';
import { z } from 'zod';
import type { Schedules } from '../use-cases/ports.ts';

const dayPeriod = z.object({ startMinute: z.int(), endMinute: z.int() });

const scheduleRow = z.object({
  timeZone: z.string(),
  durations: z.array(z.int()),
  weekly: z.array(dayPeriod.extend({ weekday: z.int() })),
  exceptions: z.array(z.object({ date: z.string(), periods: z.array(dayPeriod) })),
  taken: z.array(z.object({ startsAt: z.coerce.date(), endsAt: z.coerce.date() })),
});

/** A zone's calendar is at most a day away from UTC's. */
const dayInMinutes = 24 * 60;

/** Reads a schedule in one round trip: it stands in the way of every booking. */
export const prismaSchedules = (prisma: PrismaClient): Schedules => ({
  async of(tutorId, { from, to }, { alsoBusy, except } = {}) {
    const sameStudent = alsoBusy ? Prisma.sql`OR h."student_id" = ${alsoBusy}` : Prisma.empty;
    const otherBooking = except ? Prisma.sql`AND h."booking_id" <> ${except}::uuid` : Prisma.empty;
    const rows = await prisma.$queryRaw<unknown[]>`
      SELECT t."time_zone" AS "timeZone", t."durations",
        (SELECT coalesce(json_agg(json_build_object(
            'weekday', r."weekday", 'startMinute', r."start_minute", 'endMinute', r."end_minute")), '[]')
          FROM "tutor_matching"."availability_rule" r WHERE r."tutor_id" = t."tutor_id") AS "weekly",
        (SELECT coalesce(json_agg(json_build_object('date', e."date", 'periods', e."periods")), '[]')
          FROM "tutor_matching"."availability_exception" e WHERE e."tutor_id" = t."tutor_id"
            AND e."date" BETWEEN ${plusMinutes(from, -dayInMinutes)}::date AND ${plusMinutes(to, dayInMinutes)}::date) AS "exceptions",
        (SELECT coalesce(json_agg(json_build_object(
            'startsAt', lower(h."period"), 'endsAt', upper(h."period"))), '[]')
          FROM "tutor_matching"."slot_hold" h
          WHERE h."status" IN ('HELD', 'BOOKED') AND h."period" && tstzrange(${from}::timestamptz, greatest(${from}::timestamptz, ${to}::timestamptz))
            AND (h."tutor_id" = t."tutor_id" ${sameStudent}) ${otherBooking}) AS "taken"
      FROM "tutor_matching"."tutor" t WHERE t."tutor_id" = ${tutorId}`;
    return z.array(scheduleRow).parse(rows)[0];
  },
});
