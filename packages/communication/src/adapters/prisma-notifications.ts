import type { Clock } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import type { ClaimedNotification, Notifications } from '../use-cases/ports.ts';
import { toClaimed } from './notification-row.ts';
import { toConfirmed } from './session-row.ts';
import { telling } from './telling.ts';

type Parts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  /** Called after each commit that wrote mails to send. */
  readonly afterCommit: (wrote: 'mail') => void;
};

/** Mails to send in PostgreSQL. */
export const prismaNotifications = ({ prisma, clock, afterCommit }: Parts): Notifications => ({
  async add(notifications) {
    await prisma.$executeRaw`${telling(notifications, clock())} ON CONFLICT DO NOTHING`;
    afterCommit('mail');
  },

  async remind(now, limit, remind) {
    const count = await prisma.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT "session_id" AS "sessionId", "tutor_id" AS "tutorId", "student_id" AS "studentId",
          "scheduled_at" AS "scheduledAt", "duration", "status", "meeting_link" AS "meetingLink"
        FROM "communication"."session" WHERE "remind_at" <= ${now}
        ORDER BY "remind_at", "session_id" LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      const reminded = rows
        .map(toConfirmed)
        .map((session) => ({ sessionId: session.sessionId, ...remind(session) }));
      if (reminded.length === 0) return 0;
      const mails = reminded.flatMap(({ notifications }) => notifications);
      await tx.$executeRaw`${telling(mails, now)} ON CONFLICT DO NOTHING`;
      const next = JSON.stringify(reminded.map(({ sessionId, nextAt }) => ({ sessionId, nextAt })));
      await tx.$executeRaw`
        UPDATE "communication"."session" SET "remind_at" = "next"."nextAt"
        FROM jsonb_to_recordset(${next}::jsonb) AS "next"("sessionId" uuid, "nextAt" timestamptz)
        WHERE "session_id" = "next"."sessionId"`;
      return reminded.length;
    });
    if (count > 0) afterCommit('mail');
    return count;
  },

  async claim(now, limit, leasedUntil) {
    const rows = await prisma.$queryRaw<unknown[]>`
      WITH "due" AS MATERIALIZED (
        SELECT "notification_id" FROM "communication"."notification"
        WHERE "status" = 'PENDING' AND "due_at" <= ${now}
        ORDER BY "due_at", "notification_id" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      UPDATE "communication"."notification" AS "n" SET "attempts" = "n"."attempts" + 1, "due_at" = ${leasedUntil}
      FROM "due" WHERE "n"."notification_id" = "due"."notification_id"
      RETURNING "n"."notification_id" AS "notificationId", "kind"::text, "subject_id" AS "subjectId",
        "person_id" AS "personId", "session_id" AS "sessionId", "data", "attempts", "created_at" AS "createdAt"`;
    return rows.map(toClaimed).sort(inOrder);
  },

  async close({ notificationId, attempts }, outcome) {
    await prisma.notification.updateMany({
      where: { notificationId, attempts, status: 'PENDING' },
      data: outcome,
    });
  },
});

const inOrder = (a: ClaimedNotification, b: ClaimedNotification): number =>
  a.notificationId < b.notificationId ? -1 : 1;
