import type { PrismaClient } from '@halfpast/prisma';
import { allowedFrom } from '../domain/session.ts';
import type { FinishedSessions, SessionLists, WaitingSessions } from '../use-cases/ports.ts';
import { toSession } from './session-row.ts';

type Taken = readonly { readonly sessionId: string }[];

/** Sessions by what they have in common; ids are UUIDv7, so their order is the order of booking. */
export const prismaSessionLists = (
  prisma: PrismaClient,
): WaitingSessions & FinishedSessions & SessionLists => ({
  takePending: (before, limit) => prisma.$queryRaw<Taken>`
    WITH "next" AS MATERIALIZED (
      SELECT "session_id" FROM "communication"."session"
      WHERE "status" = 'PENDING_PAYMENT' AND "created_at" < ${before}
      ORDER BY "taken_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE "communication"."session" AS "s" SET "taken_at" = clock_timestamp() FROM "next"
    WHERE "s"."session_id" = "next"."session_id" RETURNING "s"."session_id" AS "sessionId"`,
  takeUnsettled: (before, limit) => prisma.$queryRaw<Taken>`
    WITH "next" AS MATERIALIZED (
      SELECT "session_id" FROM "communication"."session"
      WHERE "status" = 'CANCELLED' AND "cancelled_by" IS NOT NULL AND "cancellation_settled_at" IS NULL
        AND "cancelled_at" < ${before}
      ORDER BY "taken_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE "communication"."session" AS "s" SET "taken_at" = clock_timestamp() FROM "next"
    WHERE "s"."session_id" = "next"."session_id" RETURNING "s"."session_id" AS "sessionId"`,
  async settle(sessionId, at) {
    await prisma.session.updateMany({
      where: { sessionId, cancelledBy: { not: null }, cancellationSettledAt: null },
      data: { cancellationSettledAt: at },
    });
  },
  async finished(now, limit) {
    const rows = await prisma.session.findMany({
      where: { status: { in: [...allowedFrom.complete] }, endsAt: { lte: now } },
      orderBy: { endsAt: 'asc' },
      take: limit,
      select: { sessionId: true },
    });
    return rows.map(({ sessionId }) => sessionId);
  },
  async complete(sessionIds) {
    const { count } = await prisma.session.updateMany({
      where: { sessionId: { in: [...sessionIds] }, status: { in: [...allowedFrom.complete] } },
      data: { status: 'COMPLETED', remindAt: null },
    });
    return count;
  },
  async withIds(sessionIds) {
    const rows = await prisma.session.findMany({ where: { sessionId: { in: [...sessionIds] } } });
    return rows.map(toSession);
  },
  async page(whose, { status, page: { first, after } }) {
    const rows = await prisma.session.findMany({
      where: { ...(whose === 'all' ? {} : whose), status, sessionId: { lt: after } },
      orderBy: { sessionId: 'desc' },
      take: first,
    });
    return rows.map(toSession);
  },
});
