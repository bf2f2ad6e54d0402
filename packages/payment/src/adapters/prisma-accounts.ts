import { DomainError, type NewId } from '@halfpast/kernel';
import { type Prisma, type PrismaClient, rememberStripeEvent, writeOutbox } from '@halfpast/prisma';
import type { Account, Ruling } from '../domain/account.ts';
import type { Alert } from '../domain/alert.ts';
import { announceRefunds } from '../domain/announcement.ts';
import type { Accounts } from '../use-cases/ports.ts';
import { changingRefundColumns, toDispute, toPayment, toRefund } from './payment-row.ts';

type Deps = {
  readonly prisma: PrismaClient;
  readonly newId: NewId;
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};

const include = {
  refunds: { orderBy: [{ createdAt: 'asc' }, { refundId: 'asc' }] },
  disputes: true,
} satisfies Prisma.PaymentInclude;
type Row = Prisma.PaymentGetPayload<{ include: typeof include }>;

const toAccount = (row: Row): Account => ({
  payment: toPayment(row),
  owed: row.refundOwed === null ? null : { amount: row.refundOwed, reason: row.refundReason ?? '' },
  refunds: row.refunds.map(toRefund),
  disputes: row.disputes.map(toDispute),
});

/** Payments with their refunds and disputes in PostgreSQL; the row of the payment is the lock of its account. */
export const prismaAccounts = ({ prisma, newId, afterCommit }: Deps): Accounts => {
  const read = async (tx: Prisma.TransactionClient, paymentId: string): Promise<Account | undefined> => {
    const row = await tx.payment.findUnique({ where: { paymentId }, include });
    return row ? toAccount(row) : undefined;
  };

  /** Writes what is new. @returns the alerts that weren't raised before, and whether anybody is to be told */
  const write = async (tx: Prisma.TransactionClient, before: Account, { account, alerts }: Ruling) => {
    await writeChanges(tx, before, account);
    const news = announceRefunds(before, account);
    await writeOutbox(
      tx,
      'payment',
      news.map((one) => ({ eventId: newId(), ...one })),
    );
    return { raised: await raiseAll(tx, alerts, newId), isTold: news.length > 0 };
  };

  return {
    of: (paymentId) => read(prisma, paymentId),

    async change(paymentId, rule, event) {
      const result = await prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM "payment"."payment" WHERE "payment_id" = ${paymentId}::uuid FOR UPDATE`;
        const before = await read(tx, paymentId);
        if (!before) throw new DomainError('NOT_FOUND', 'There is no such payment');
        if (event && !(await rememberStripeEvent(tx, event)))
          return { account: before, raised: [], isTold: false, isNew: false };
        const ruling = rule(before);
        return { account: ruling.account, ...(await write(tx, before, ruling)), isNew: true };
      });
      if (result.isTold) afterCommit();
      return result;
    },

    async paymentIdOfIntent(stripePaymentIntentId) {
      const row = await prisma.payment.findUnique({
        where: { stripePaymentIntentId },
        select: { paymentId: true },
      });
      return row?.paymentId;
    },

    async findRefund(refundId) {
      const row = await prisma.refund.findUnique({
        where: { refundId },
        include: { payment: { select: { sessionId: true, settledAt: true } } },
      });
      if (!row) return undefined;
      const { sessionId, settledAt } = row.payment;
      return { refund: toRefund(row), sessionId, isSettled: settledAt !== null };
    },

    raise: async (alert) => (await raiseAll(prisma, [alert], newId)).length > 0,
  };
};

async function writeChanges(tx: Prisma.TransactionClient, before: Account, after: Account): Promise<void> {
  const { paymentId } = after.payment;
  if (after.owed && after.owed !== before.owed) {
    const { amount, reason } = after.owed;
    const data = { refundOwed: amount, refundReason: reason };
    await tx.payment.update({ where: { paymentId }, data });
  }
  for (const refund of after.refunds) {
    if (before.refunds.includes(refund)) continue;
    const { refundId } = refund;
    const columns = changingRefundColumns(refund);
    await tx.refund.upsert({ where: { refundId }, create: { ...refund, ...columns }, update: columns });
  }
  for (const dispute of after.disputes) {
    if (before.disputes.includes(dispute)) continue;
    const { disputeId, status } = dispute;
    await tx.dispute.upsert({ where: { disputeId }, create: dispute, update: { status } });
  }
}

/** @returns those that weren't raised before */
async function raiseAll(
  tx: Prisma.TransactionClient,
  alerts: readonly Alert[],
  newId: NewId,
): Promise<readonly Alert[]> {
  if (alerts.length === 0) return [];
  const data = alerts.map((alert) => ({ ...alert, alertId: newId() }));
  const raised = await tx.alert.createManyAndReturn({ data, skipDuplicates: true, select: { key: true } });
  const keys = new Set(raised.map(({ key }) => key));
  return alerts.filter(({ key }) => keys.has(key));
}
