import { DomainError, type NewId } from '@halfpast/kernel';
import { type PrismaClient, rememberStripeEvent } from '@halfpast/prisma';
import type { Announce } from '../domain/announcement.ts';
import type { Payment } from '../domain/payment.ts';
import type { HeardEvent, PaymentStore, Rule, UnsettledPayments } from '../use-cases/ports.ts';
import { changingColumns, toPayment } from './payment-row.ts';
import { storeChange } from './store-change.ts';

type Deps = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};

/** Payments in PostgreSQL. */
export const prismaPayments = ({ prisma, newId, afterCommit }: Deps): PaymentStore & UnsettledPayments => {
  const read = async (paymentId: string) => {
    const row = await prisma.payment.findUnique({ where: { paymentId } });
    return row ? toPayment(row) : undefined;
  };

  const readAgain = async (paymentId: string): Promise<Payment> => {
    const payment = await read(paymentId);
    if (!payment) throw new DomainError('NOT_FOUND', 'There is no such payment');
    return payment;
  };

  /** Decides again on conflict: that ends, as each conflict is another's change and statuses only rise. */
  const apply = async (known: Payment, rule: Rule, announce: Announce, event?: HeardEvent) => {
    for (let before = known; ; before = await readAgain(known.paymentId)) {
      const decided = rule(before);
      if (decided === before) {
        if (before === known) continue; // no conflict would show that there is something to change by now
        return { payment: before, isNew: event ? await rememberStripeEvent(prisma, event) : false };
      }
      const after = { ...decided, version: before.version + 1 };
      const announced = announce(before, after);
      const news = announced && { eventId: newId(), ...announced };
      const stored = await storeChange(prisma, { before, after, event, news });
      if (stored === 'CONFLICT') continue;
      if (stored === 'CHANGED' && news) afterCommit();
      return { payment: after, isNew: stored === 'CHANGED' };
    }
  };

  return {
    find: read,

    async insertOrFind(payment) {
      const excludedMethods = [...payment.excludedMethods];
      const data = { ...payment, ...changingColumns(payment), excludedMethods };
      const [row] = await prisma.payment.createManyAndReturn({ data, skipDuplicates: true });
      if (row) return toPayment(row);
      const there = await read(payment.paymentId);
      if (!there) throw new Error(`Session ${payment.sessionId} has a payment under another id`);
      return there;
    },

    change: async (payment, rule, announce = () => undefined) =>
      (await apply(payment, rule, announce)).payment,

    applyOnce: async (event, payment, rule, announce) => (await apply(payment, rule, announce, event)).isNew,

    // Taking sets updated_at, so successes that can't be answered yet don't stand in the way of others.
    takeUnsettled: (before, limit) => prisma.$queryRaw`
      UPDATE "payment"."payment" SET "updated_at" = clock_timestamp() WHERE "payment_id" IN (
        SELECT "payment_id" FROM "payment"."payment"
        WHERE "status" = 'SUCCEEDED' AND "settled_at" IS NULL AND "succeeded_at" < ${before}
        ORDER BY "updated_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING "payment_id" AS "paymentId", "session_id" AS "sessionId"`,
  };
};
