import type { PrismaClient } from '@halfpast/prisma';
import type { Refund } from '../domain/refund.ts';
import type { RefundStore } from '../use-cases/ports.ts';
import { toRefund } from './payment-row.ts';

const columnsOf = (refund: Refund) => ({
  status: refund.status,
  stripeRefundId: refund.stripeRefundId,
  failureCode: refund.status === 'FAILED' ? refund.failureCode : null,
});

/** Refunds in PostgreSQL. */
export const prismaRefunds = (prisma: PrismaClient): RefundStore => {
  const attempt = async ({ paymentId, attempt }: Refund): Promise<Refund> =>
    toRefund(await prisma.refund.findUniqueOrThrow({ where: { paymentId_attempt: { paymentId, attempt } } }));
  const change: RefundStore['change'] = async (before, rule) => {
    const after = rule(before);
    if (after === before) return before;
    const { count } = await prisma.refund.updateMany({
      where: { refundId: before.refundId, status: before.status, stripeRefundId: before.stripeRefundId },
      data: columnsOf(after),
    });
    return count === 1 ? after : change(await attempt(before), rule);
  };
  return {
    ofPayment: async (paymentId) =>
      (await prisma.refund.findMany({ where: { paymentId }, orderBy: { attempt: 'asc' } })).map(toRefund),

    async insertOrFind(refund) {
      const data = { ...refund, ...columnsOf(refund) };
      const [row] = await prisma.refund.createManyAndReturn({ data, skipDuplicates: true });
      return row ? toRefund(row) : attempt(refund);
    },

    change,
  };
};
