import { DomainError, type NewId } from '@halfpast/kernel';
import { type Prisma, type PrismaClient, rememberStripeEvent, writeOutbox } from '@halfpast/prisma';
import type { Announce, Announcement } from '../domain/announcement.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore, Rule, StripeEvent, UnsettledPayments } from '../use-cases/ports.ts';
import { changingColumns, toPayment } from './payment-row.ts';

type Deps = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};
type Change = { readonly before: Payment; readonly after: Payment; readonly version: number };

/** The row has changed since it was read: thrown to roll back whatever the transaction wrote before. */
class Conflict extends Error {}

/** Payments in PostgreSQL. */
export const prismaPayments = ({ prisma, newId, afterCommit }: Deps): PaymentStore & UnsettledPayments => {
  const read = async (paymentId: string) => {
    const row = await prisma.payment.findUnique({ where: { paymentId } });
    return row ? { payment: toPayment(row), version: row.version } : undefined;
  };

  const decide = async (paymentId: string, rule: Rule): Promise<Change> => {
    const row = await read(paymentId);
    if (!row) throw new DomainError('NOT_FOUND', 'There is no such payment');
    return { before: row.payment, after: rule(row.payment), version: row.version };
  };

  const announcing = async (tx: Prisma.TransactionClient, { name, data }: Announcement) =>
    writeOutbox(tx, 'payment', [{ eventId: newId(), name, data }]);

  /** One statement alone if that is all; else in one transaction with what it announces and the event behind it. */
  const commit = async (
    change: Change,
    news: Announcement | undefined,
    event?: StripeEvent,
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
  const apply = async (paymentId: string, rule: Rule, announce: Announce, event?: StripeEvent) => {
    for (;;) {
      const change = await decide(paymentId, rule);
      if (change.after === change.before && !event) return { payment: change.before, isNew: false };
      try {
        const isNew = await commit(change, announce(change.before, change.after), event);
        return { payment: change.after, isNew };
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
  };

  return {
    find: async (paymentId) => (await read(paymentId))?.payment,

    async insertOrFind(payment) {
      const excludedMethods = [...payment.excludedMethods];
      const data = { ...payment, ...changingColumns(payment), excludedMethods };
      const [row] = await prisma.payment.createManyAndReturn({ data, skipDuplicates: true });
      if (row) return toPayment(row);
      const there = await read(payment.paymentId);
      if (!there) throw new Error(`Session ${payment.sessionId} has a payment under another id`);
      return there.payment;
    },

    change: async (paymentId, rule, announce = () => undefined) =>
      (await apply(paymentId, rule, announce)).payment,

    applyOnce: async (event, rule, announce) => (await apply(event.paymentId, rule, announce, event)).isNew,

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
  { before, after, version }: Change,
): Promise<void> {
  if (after === before) return;
  const { count } = await tx.payment.updateMany({
    where: { paymentId: before.paymentId, version },
    data: { ...changingColumns(after), version: version + 1 },
  });
  if (count === 0) throw new Conflict();
}
