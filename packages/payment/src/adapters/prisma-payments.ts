import { DomainError, type NewId } from '@halfpast/kernel';
import { type Prisma, type PrismaClient, rememberStripeEvent, writeOutbox } from '@halfpast/prisma';
import type { Announce, Announcement } from '../domain/announcement.ts';
import type { Payment } from '../domain/payment.ts';
import type { HeardEvent, PaymentStore, Rule, UnsettledPayments } from '../use-cases/ports.ts';
import { changingColumns, toPayment } from './payment-row.ts';

type Deps = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};
type Change = { readonly before: Payment; readonly after: Payment };

/** The row has changed since it was read: thrown to roll back whatever the transaction wrote before. */
class Conflict extends Error {}

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

  const announcing = async (tx: Prisma.TransactionClient, { name, data }: Announcement) =>
    writeOutbox(tx, 'payment', [{ eventId: newId(), name, data }]);

  /** One statement alone if that is all; else in one transaction with what it announces and the event behind it. */
  const commit = async (
    change: Change,
    news: Announcement | undefined,
    event?: HeardEvent,
  ): Promise<boolean> => {
    if (!news && !event) return compareAndSet(prisma, change).then(() => true);
    if (!news && event && change.after === change.before) return rememberStripeEvent(prisma, event);
    const isNew = await prisma.$transaction(async (tx) => {
      if (event && !(await rememberStripeEvent(tx, event))) return false;
      await compareAndSet(tx, change);
      if (news) await announcing(tx, news);
      return true;
    });
    if (isNew && news) afterCommit();
    return isNew;
  };

  /** Decides again on conflict: that ends, as each conflict is another's change and statuses only rise. */
  const apply = async (known: Payment, rule: Rule, announce: Announce, event?: HeardEvent) => {
    for (let before = known; ; before = await readAgain(known.paymentId)) {
      const decided = rule(before);
      if (decided === before) {
        if (before === known) continue; // no conflict would show that there is something to change by now
        if (!event) return { payment: before, isNew: false };
      }
      const after = decided === before ? before : { ...decided, version: before.version + 1 };
      try {
        const isNew = await commit({ before, after }, announce(before, after), event);
        return { payment: after, isNew };
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
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

async function compareAndSet(
  tx: Pick<Prisma.TransactionClient, 'payment'>,
  { before, after }: Change,
): Promise<void> {
  if (after === before) return;
  const { count } = await tx.payment.updateMany({
    where: { paymentId: before.paymentId, version: before.version },
    data: changingColumns(after),
  });
  if (count === 0) throw new Conflict();
}
