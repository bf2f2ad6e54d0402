import type { Prisma, PrismaClient } from '@halfpast/prisma';
import type { PaymentWithRefunds } from '../domain/payment-view.ts';
import type { PaymentHistory } from '../use-cases/ports.ts';
import { toDispute, toPayment, toRefund } from './payment-row.ts';

const include = {
  refunds: { orderBy: [{ createdAt: 'asc' }, { refundId: 'asc' }] },
  disputes: true,
} satisfies Prisma.PaymentInclude;

const withRefunds = (row: Prisma.PaymentGetPayload<{ include: typeof include }>): PaymentWithRefunds => ({
  payment: toPayment(row),
  refunds: row.refunds.map(toRefund),
  disputes: row.disputes.map(toDispute),
});

/** Reads of many payments; ids are UUIDv7, so their order is the order of time. */
export const prismaHistory = (prisma: PrismaClient): PaymentHistory => {
  const read = async (query: Prisma.PaymentFindManyArgs): Promise<readonly PaymentWithRefunds[]> =>
    (await prisma.payment.findMany({ ...query, include })).map(withRefunds);
  return {
    byIds: (paymentIds) => read({ where: { paymentId: { in: [...paymentIds] } } }),

    bySessions: (sessionIds) => read({ where: { sessionId: { in: [...sessionIds] } } }),

    list: ({ first, after }, userId) =>
      read({
        where: {
          ...(userId === undefined ? {} : { userId }),
          ...(after ? { paymentId: { lt: after } } : {}),
        },
        orderBy: { paymentId: 'desc' },
        take: first,
      }),
  };
};
