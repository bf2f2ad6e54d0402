import type { PrismaClient } from '@halfpast/prisma';
import { allowedFrom } from '../domain/session.ts';
import type { FinishedSessions, SessionLists, Sessions } from '../use-cases/ports.ts';
import { toRow, toSession } from './session-row.ts';

/** Sessions in PostgreSQL; ids are UUIDv7, so their order is the order of booking. */
export const prismaSessions = (prisma: PrismaClient): Sessions & FinishedSessions & SessionLists => ({
  async find(sessionId) {
    const row = await prisma.session.findUnique({ where: { sessionId } });
    return row ? toSession(row) : undefined;
  },
  async insert(session) {
    const { count } = await prisma.session.createMany({ data: toRow(session), skipDuplicates: true });
    return count === 1;
  },
  async confirm(session) {
    const { count } = await prisma.session.updateMany({
      where: { sessionId: session.sessionId, status: { in: [...allowedFrom.confirm] } },
      data: toRow(session),
    });
    return count === 1;
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
      data: { status: 'COMPLETED' },
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
