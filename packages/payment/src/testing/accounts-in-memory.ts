import { DomainError, newId } from '@halfpast/kernel';
import type { Account, Owed } from '../domain/account.ts';
import type { Alert, RaisedAlert } from '../domain/alert.ts';
import { type Announcement, announceRefunds } from '../domain/announcement.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Payment } from '../domain/payment.ts';
import type { Refund } from '../domain/refund.ts';
import type { Accounts, OpenMatters, Reconciliations, Watch } from '../use-cases/ports.ts';

type Parts = {
  readonly rows: ReadonlyMap<string, Payment>;
  readonly seen: Set<string>;
  readonly announced: Announcement[];
  readonly tick: () => Promise<void>;
};

/** Refunds, disputes and alerts without a database. */
export function accountsInMemory({ rows, seen, announced, tick }: Parts) {
  const owed = new Map<string, Owed>();
  const refundRows = new Map<string, Refund>();
  const disputeRows = new Map<string, Dispute>();
  const alertRows = new Map<string, RaisedAlert>();

  const read = (paymentId: string): Account | undefined => {
    const payment = rows.get(paymentId);
    const mine = <T extends { paymentId: string }>(all: Map<string, T>) =>
      [...all.values()].filter((row) => row.paymentId === paymentId);
    return (
      payment && {
        payment,
        owed: owed.get(paymentId) ?? null,
        refunds: mine(refundRows),
        disputes: mine(disputeRows),
      }
    );
  };

  const raise = (alert: Alert): boolean => {
    if (alertRows.has(alert.key)) return false;
    alertRows.set(alert.key, { ...alert, alertId: newId(), createdAt: new Date(0) });
    return true;
  };

  const accounts: Accounts = {
    async of(paymentId) {
      await tick();
      return read(paymentId);
    },
    async change(paymentId, rule, event) {
      await tick();
      const before = read(paymentId);
      if (!before) throw new DomainError('NOT_FOUND', 'There is no such payment');
      if (event && seen.has(event.eventId)) return { account: before, raised: [], isNew: false };
      if (event) seen.add(event.eventId);
      const { account, alerts } = rule(before);
      if (account.owed) owed.set(paymentId, account.owed);
      for (const refund of account.refunds) refundRows.set(refund.refundId, refund);
      for (const dispute of account.disputes) disputeRows.set(dispute.disputeId, dispute);
      announced.push(...announceRefunds(before, account));
      return { account, raised: alerts.filter(raise), isNew: true };
    },
    async paymentIdOfIntent(intentId) {
      return [...rows.values()].find((row) => row.stripePaymentIntentId === intentId)?.paymentId;
    },
    async findRefund(refundId) {
      const refund = refundRows.get(refundId);
      const payment = refund && rows.get(refund.paymentId);
      if (!payment) return undefined;
      const isSettled = payment.status === 'SUCCEEDED' && payment.settledAt !== null;
      return { refund, sessionId: payment.sessionId, isSettled };
    },
    raise: async (alert) => raise(alert),
  };

  const pending = () => [...refundRows.values()].filter(({ status }) => status === 'PENDING');
  const matters: OpenMatters = {
    takeUnsent: async (now, limit) =>
      pending()
        .filter(({ stripeRefundId, sendAfter }) => stripeRefundId === null && sendAfter <= now)
        .slice(0, limit)
        .map(({ paymentId }) => paymentId),
    takeSent: async (before, limit) =>
      pending()
        .flatMap(({ paymentId, stripeRefundId, createdAt }) =>
          stripeRefundId !== null && createdAt <= before ? [{ paymentId, stripeRefundId }] : [],
        )
        .slice(0, limit),
    takeUndecidedDisputes: async (_, limit) =>
      [...disputeRows.values()]
        .filter(({ status }) => status === 'OPEN' || status === 'INQUIRY')
        .slice(0, limit),
  };

  let until: Date | undefined;
  const reconciliations: Reconciliations = {
    eventsUntil: async () => until,
    async moveEventsUntil(instant) {
      until = instant;
    },
    unheard: async (eventIds) => new Set(eventIds.filter((id) => !seen.has(id))),
    takeOpen: async (before, limit) =>
      [...rows.values()]
        .filter(
          ({ status, createdAt }) => createdAt < before && (status === 'PENDING' || status === 'DECLINED'),
        )
        .slice(0, limit)
        .map(({ paymentId }) => paymentId),
  };

  const watch: Watch = {
    alerts: async ({ first }) => [...alertRows.values()].reverse().slice(0, first),
    disputes: async ({ first }) => [...disputeRows.values()].slice(0, first),
  };

  return { accounts, matters, reconciliations, watch, refundRows, disputeRows, alertRows };
}
