import type { PrismaClient } from '@halfpast/prisma';
import { z } from 'zod';
import type { RaisedAlert } from '../domain/alert.ts';
import type { OpenMatters, Watch } from '../use-cases/ports.ts';
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

/** What is open with Stripe. Taking sets updated_at, so what stays open stands in nobody's way. */
export const prismaOpenMatters = (prisma: PrismaClient): OpenMatters => ({
  async takeUnsent(now, limit) {
    const rows = await prisma.$queryRaw<{ paymentId: string }[]>`
      UPDATE "payment"."refund" SET "updated_at" = clock_timestamp() WHERE "refund_id" IN (
        SELECT "refund_id" FROM "payment"."refund"
        WHERE "status" = 'PENDING' AND "stripe_refund_id" IS NULL AND "send_after" <= ${now}
        ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING "payment_id" AS "paymentId"`;
    return rows.map(({ paymentId }) => paymentId);
  },

  takeSent: (before, limit) => prisma.$queryRaw`
    UPDATE "payment"."refund" SET "updated_at" = clock_timestamp() WHERE "refund_id" IN (
      SELECT "refund_id" FROM "payment"."refund"
      WHERE "status" = 'PENDING' AND "stripe_refund_id" IS NOT NULL AND "created_at" <= ${before}
      ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "payment_id" AS "paymentId", "stripe_refund_id" AS "stripeRefundId"`,

  takeUndecidedDisputes: (before, limit) => prisma.$queryRaw`
    UPDATE "payment"."dispute" SET "updated_at" = clock_timestamp() WHERE "dispute_id" IN (
      SELECT "dispute_id" FROM "payment"."dispute"
      WHERE "status" IN ('INQUIRY', 'OPEN') AND "created_at" <= ${before}
      ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "payment_id" AS "paymentId", "dispute_id" AS "disputeId"`,
});
