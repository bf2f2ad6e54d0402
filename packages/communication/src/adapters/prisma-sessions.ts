import type { Clock, NewId } from '@halfpast/kernel';
import { Prisma, type PrismaClient, writeOutbox } from '@halfpast/prisma';
import { allowedFrom, endOf } from '../domain/session.ts';
import { sessionCancelled } from '../events.ts';
import type { Confirmation, Sessions } from '../use-cases/ports.ts';
import { toRow, toSession } from './session-row.ts';
import { telling } from './telling.ts';

type Parts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Called after each commit that wrote an event, or mails to send. */
  readonly afterCommit: (wrote: 'communication' | 'mail') => void;
};

/** Sessions in PostgreSQL, each moved by compare-and-set. */
export function prismaSessions({ prisma, clock, newId, afterCommit }: Parts): Sessions {
  /** One statement is one commit: the session and the mails about it. */
  const store = async (statement: Prisma.Sql, { notifications }: Confirmation): Promise<boolean> => {
    const stored = await prisma.$queryRaw<unknown[]>`
      WITH "stored" AS (${statement} RETURNING "session_id"), "told" AS (${telling(notifications, clock())}
        WHERE EXISTS (SELECT FROM "stored") ON CONFLICT DO NOTHING)
      SELECT "session_id" FROM "stored"`;
    if (stored.length === 0) return false;
    afterCommit('mail');
    return true;
  };

  return {
    async find(sessionId) {
      const row = await prisma.session.findUnique({ where: { sessionId } });
      return row ? toSession(row) : undefined;
    },
    async insert(session) {
      const data = { ...toRow(session), createdAt: clock() };
      const { count } = await prisma.session.createMany({ data, skipDuplicates: true });
      return count === 1;
    },
    insertConfirmed(confirmation) {
      const { session, remindAt } = confirmation;
      const { sessionId, tutorId, studentId, scheduledAt, duration, meetingLink } = session;
      return store(
        Prisma.sql`INSERT INTO "communication"."session" ("session_id", "tutor_id", "student_id", "scheduled_at",
            "duration", "ends_at", "status", "meeting_link", "remind_at", "created_at")
          VALUES (${sessionId}::uuid, ${tutorId}, ${studentId}, ${scheduledAt}, ${duration}, ${endOf(session)},
            'CONFIRMED', ${meetingLink}, ${remindAt}, ${clock()})
          ON CONFLICT DO NOTHING`,
        confirmation,
      );
    },
    confirm(confirmation) {
      const { session, remindAt } = confirmation;
      return store(
        Prisma.sql`UPDATE "communication"."session"
          SET "status" = 'CONFIRMED', "meeting_link" = ${session.meetingLink}, "remind_at" = ${remindAt}
          WHERE "session_id" = ${session.sessionId}::uuid AND "status" = 'PENDING_PAYMENT'`,
        confirmation,
      );
    },
    async cancel(session) {
      const { sessionId } = session;
      const isCancelled = await prisma.$transaction(async (tx) => {
        const { count } = await tx.session.updateMany({
          where: { sessionId, status: { in: [...allowedFrom.cancel] } },
          data: { ...toRow(session), remindAt: null },
        });
        if (count === 0) return false;
        await writeOutbox(tx, 'communication', [
          { eventId: newId(), name: sessionCancelled, data: { sessionId } },
        ]);
        return true;
      });
      if (isCancelled) afterCommit('communication');
      return isCancelled;
    },
    async withdraw(session) {
      const { count } = await prisma.session.updateMany({
        where: { sessionId: session.sessionId, status: { in: [...allowedFrom.withdraw] } },
        data: toRow(session),
      });
      return count === 1;
    },
  };
}
