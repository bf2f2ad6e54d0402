import type { PrismaClient } from '@halfpast/prisma';
import type { OpenMatters, Reconciliations, UntoldRefunds } from '../use-cases/ports.ts';

/** What is open with Stripe. Taking sets updated_at, so what stays open stands in nobody's way. */
export const prismaOpenMatters = (prisma: PrismaClient): OpenMatters & UntoldRefunds => ({
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

  takeUntold: (before, limit) => prisma.$queryRaw`
    UPDATE "payment"."refund" AS "r" SET "updated_at" = clock_timestamp() FROM "payment"."payment" AS "p"
    WHERE "p"."payment_id" = "r"."payment_id" AND "r"."refund_id" IN (
      SELECT "refund_id" FROM "payment"."refund"
      WHERE "status" = 'SUCCEEDED' AND "told_at" IS NULL AND "created_at" < ${before}
      ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "r"."refund_id" AS "refundId", "r"."payment_id" AS "paymentId", "p"."session_id" AS "sessionId"`,

  async markTold(refundId, toldAt) {
    await prisma.refund.updateMany({ where: { refundId, toldAt: null }, data: { toldAt } });
  },

  takeUndecidedDisputes: (before, limit) => prisma.$queryRaw`
    UPDATE "payment"."dispute" SET "updated_at" = clock_timestamp() WHERE "dispute_id" IN (
      SELECT "dispute_id" FROM "payment"."dispute"
      WHERE "status" IN ('INQUIRY', 'OPEN') AND "created_at" <= ${before}
      ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "payment_id" AS "paymentId", "dispute_id" AS "disputeId"`,
});

/** The one row that tells how far Stripe's events have been looked up. */
const id = 1;

/** What reconciliation keeps in PostgreSQL. */
export const prismaReconciliations = (prisma: PrismaClient): Reconciliations => ({
  eventsUntil: async () => (await prisma.reconciliation.findUnique({ where: { id } }))?.eventsUntil,

  async moveEventsUntil(eventsUntil) {
    await prisma.reconciliation.upsert({
      where: { id },
      create: { id, eventsUntil },
      update: { eventsUntil },
    });
  },

  async unheard(eventIds) {
    const rows = await prisma.stripeEvent.findMany({
      where: { eventId: { in: [...eventIds] } },
      select: { eventId: true },
    });
    const heard = new Set(rows.map(({ eventId }) => eventId));
    return new Set(eventIds.filter((eventId) => !heard.has(eventId)));
  },

  async takeOpen(before, limit) {
    const rows = await prisma.$queryRaw<{ paymentId: string }[]>`
      UPDATE "payment"."payment" SET "updated_at" = clock_timestamp() WHERE "payment_id" IN (
        SELECT "payment_id" FROM "payment"."payment"
        WHERE "status" IN ('PENDING', 'DECLINED') AND "stripe_payment_intent_id" IS NOT NULL AND "created_at" < ${before}
        ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING "payment_id" AS "paymentId"`;
    return rows.map(({ paymentId }) => paymentId);
  },
});
