import type { PrismaClient } from '@halfpast/prisma';
import { z } from 'zod';
import type { RaisedAlert } from '../domain/alert.ts';
import type { Watch } from '../use-cases/ports.ts';
import { toDispute } from './payment-row.ts';

const alert: z.ZodType<RaisedAlert> = z.object({
  alertId: z.string(),
  key: z.string(),
  kind: z.enum([
    'REFUND_FAILED',
    'REFUND_MADE_ELSEWHERE',
    'DISPUTE_OPENED',
    'DISPUTE_WON',
    'DISPUTE_LOST',
    'WRONG_AMOUNT',
    'PAYMENT_SENT_BACK',
  ]),
  paymentId: z.string(),
  sessionId: z.string(),
  words: z.string(),
  createdAt: z.date(),
});

/** What operators read; ids are UUIDv7, so their order is the order of time. */
export const prismaWatch = (prisma: PrismaClient): Watch => ({
  async alerts({ first, after }) {
    const where = after ? { alertId: { lt: after } } : {};
    const rows = await prisma.alert.findMany({ where, orderBy: { alertId: 'desc' }, take: first });
    return rows.map((row) => alert.parse(row));
  },

  async disputes({ first }) {
    const rows = await prisma.dispute.findMany({
      orderBy: [{ status: 'asc' }, { openedAt: 'desc' }, { disputeId: 'desc' }],
      take: first,
    });
    return rows.map(toDispute);
  },
});
