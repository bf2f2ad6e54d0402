import { DomainError } from '@halfpast/kernel';
import type { Announcement } from '../domain/announcement.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentHistory, PaymentStore } from '../use-cases/ports.ts';
import { accountsInMemory } from './accounts-in-memory.ts';

type Tick = () => Promise<void>;

/** The stores of this service without a database; `tick` is where another call may come between. */
export function paymentsInMemory(tick: Tick = async () => {}) {
  const rows = new Map<string, Payment>();
  const seen = new Set<string>();
  const announced: Announcement[] = [];

  const read = (paymentId: string): Payment => {
    const row = rows.get(paymentId);
    if (!row) throw new DomainError('NOT_FOUND', 'There is no such payment');
    return row;
  };

  const apply = async (known: Payment, rule: (row: Payment) => Payment) => {
    const { paymentId } = known;
    for (let before = known; ; before = read(paymentId)) {
      await tick();
      if (read(paymentId) !== before) continue;
      const after = rule(before);
      rows.set(paymentId, after);
      return { before, after };
    }
  };

  const payments: PaymentStore = {
    async find(paymentId) {
      await tick();
      return rows.get(paymentId);
    },
    async insertOrFind(payment) {
      await tick();
      if (!rows.has(payment.paymentId)) rows.set(payment.paymentId, payment);
      return read(payment.paymentId);
    },
    async change(payment, rule, announce) {
      const { before, after } = await apply(payment, rule);
      const news = announce?.(before, after);
      if (news) announced.push(news);
      return after;
    },
    async applyOnce(event, payment, rule, announce) {
      await tick();
      if (seen.has(event.eventId)) return false;
      seen.add(event.eventId);
      await payments.change(payment, rule, announce);
      return true;
    },
  };

  const { accounts, matters, reconciliations, watch, ...accountRows } = accountsInMemory({
    rows,
    seen,
    announced,
    tick,
  });
  const { refundRows: refunds } = accountRows;
  const ofPayment = (paymentId: string) => [...refunds.values()].filter((row) => row.paymentId === paymentId);

  const withRefunds = (payment: Payment) => ({
    payment,
    refunds: ofPayment(payment.paymentId),
    disputes: [...accountRows.disputeRows.values()].filter((row) => row.paymentId === payment.paymentId),
  });
  const all = () => [...rows.values()].sort((a, b) => (a.paymentId < b.paymentId ? 1 : -1));
  const history: PaymentHistory = {
    byIds: async (ids) =>
      all()
        .filter((row) => ids.includes(row.paymentId))
        .map(withRefunds),
    bySessions: async (ids) =>
      all()
        .filter((row) => ids.includes(row.sessionId))
        .map(withRefunds),
    list: async ({ first, after }, userId) =>
      all()
        .filter((row) => userId === undefined || row.userId === userId)
        .filter((row) => after === undefined || row.paymentId < after)
        .slice(0, first)
        .map(withRefunds),
  };

  return { payments, accounts, matters, reconciliations, watch, history, announced, rows, ...accountRows };
}
