import { type Clock, type NewId, plusMinutes } from '@halfpast/kernel';
import { disputeTold, madeElsewhere, refundFailed } from './account-alerts.ts';
import type { Alert } from './alert.ts';
import { type Dispute, isFreezing, isLost, recordDispute, type ToldDispute } from './dispute.ts';
import type { Payment } from './payment.ts';
import {
  isUnsent,
  pauseAfter,
  type Refund,
  type RefundOutcome,
  recordRefund,
  type SentRefund,
  type UnsentRefund,
} from './refund.ts';

/** What shall go back, in minor units; decided once. */
export type Owed = { readonly amount: number; readonly reason: string };

/** A payment with all that goes back of it, or may have to. */
export type Account = {
  readonly payment: Payment;
  readonly owed: Owed | null;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
};

/** An account after a rule, and the alerts that it raises. */
export type Ruling = { readonly account: Account; readonly alerts: readonly Alert[] };

/** The id of a refund that may have to be made, and the time. */
export type Making = { readonly refundId: string; readonly now: Date };

const counts = ({ status }: Refund): boolean => status !== 'FAILED';
const isOurs = ({ attempt }: Refund): boolean => attempt !== null;
const sum = (refunds: readonly Refund[]): number => refunds.reduce((total, { amount }) => total + amount, 0);

/** Decides what goes back. The first decision stands: a repeat changes nothing. @returns with a refund that sends it */
export function owe(account: Account, owed: Owed, making: Making): Ruling {
  const { payment } = account;
  if (payment.status !== 'SUCCEEDED') return { account, alerts: [] };
  const amount = Math.min(owed.amount, payment.amountReceived);
  const decided = account.owed ?? (amount > 0 ? { amount, reason: owed.reason } : null);
  return { account: planned({ ...account, owed: decided }, making), alerts: [] };
}

/** What is still to be sent: never more than was captured, whoever else has sent something back. */
export function dueOf({ payment, owed, refunds, disputes }: Account): number {
  if (payment.status !== 'SUCCEEDED' || !owed || disputes.some(isLost)) return 0;
  const counting = refunds.filter(counts);
  return Math.max(
    0,
    Math.min(owed.amount - sum(counting.filter(isOurs)), payment.amountReceived - sum(counting)),
  );
}

/** Whether a dispute forbids to send anything now. */
export const isFrozen = ({ disputes }: Account): boolean => disputes.some(isFreezing);

/** The attempt that waits to be sent. */
export const unsentOf = ({ refunds }: Account): UnsentRefund | undefined => refunds.find(isUnsent);

/** What is due gets an attempt of its own, after a pause that grows with each failure. */
function planned(account: Account, { refundId, now }: Making): Account {
  const { payment, owed, refunds } = account;
  const amount = dueOf(account);
  if (amount === 0 || !owed || payment.status !== 'SUCCEEDED') return account;
  const last = Math.max(0, ...refunds.map(({ attempt }) => attempt ?? 0));
  const refund: Refund = {
    refundId,
    paymentId: payment.paymentId,
    attempt: last + 1,
    amount,
    currency: payment.currencyReceived,
    reason: owed.reason,
    sendAfter: plusMinutes(now, pauseAfter(last)),
    createdAt: now,
    status: 'PENDING',
    stripeRefundId: null,
  };
  return { ...account, refunds: [...refunds, refund] };
}

/** Records what Stripe says of one refund. What it fails to send is planned anew, and raised. */
export function recordOutcome(
  account: Account,
  refundId: string,
  { outcome, ...making }: Making & { readonly outcome: RefundOutcome },
): Ruling {
  const before = account.refunds.find((refund) => refund.refundId === refundId);
  const after = before && recordRefund(before, outcome);
  if (!before || !after || after === before) return { account, alerts: [] };
  const refunds = account.refunds.map((refund) => (refund === before ? after : refund));
  const recorded = { ...account, refunds };
  return after.status === 'FAILED'
    ? { account: planned(recorded, making), alerts: [refundFailed(account, after)] }
    : { account: recorded, alerts: [] };
}

/** Records a refund as Stripe lists it: one of ours, or one that somebody made elsewhere, which is raised. */
export function recordSent(account: Account, sent: SentRefund, making: Making & { nextId: string }): Ruling {
  const { stripeRefundId } = sent.outcome;
  const known =
    account.refunds.find((refund) => refund.stripeRefundId === stripeRefundId) ??
    account.refunds.find((refund) => refund.refundId === sent.refundId);
  if (known) return recordOutcome(account, known.refundId, { ...making, outcome: sent.outcome });
  const { paymentId } = account.payment;
  const { refundId, now, nextId } = making;
  const { amount, currency, outcome } = sent;
  const reason = 'Made in Stripe’s dashboard';
  const made: Refund = {
    ...{ refundId, paymentId, attempt: null, amount, currency, reason, sendAfter: now, createdAt: now },
    ...outcome,
  };
  const recorded = { ...account, refunds: [...account.refunds, made] };
  return {
    account: outcome.status === 'FAILED' ? planned(recorded, { refundId: nextId, now }) : recorded,
    alerts: [madeElsewhere(account, made)],
  };
}

/** One rule after the other, each on what the one before has left, with all that they raise. */
export const inTurn = (account: Account, rules: readonly ((account: Account) => Ruling)[]): Ruling =>
  rules.reduce<Ruling>(
    ({ account: before, alerts }, rule) => {
      const next = rule(before);
      return { account: next.account, alerts: [...alerts, ...next.alerts] };
    },
    { account, alerts: [] },
  );

/** Records refunds as Stripe lists them, one after the other. */
export const recordSentAll = (
  account: Account,
  all: readonly SentRefund[],
  { newId, clock }: { readonly newId: NewId; readonly clock: Clock },
): Ruling =>
  inTurn(
    account,
    all.map(
      (sent) => (before) => recordSent(before, sent, { refundId: newId(), nextId: newId(), now: clock() }),
    ),
  );

/** Records what Stripe says of a dispute. Lost, it drops what was still to be sent: the bank has given the money back. */
export function recordDisputeOf(account: Account, told: ToldDispute): Ruling {
  const known = account.disputes.find(({ disputeId }) => disputeId === told.disputeId);
  const dispute = recordDispute(known, { ...told, paymentId: account.payment.paymentId });
  if (dispute === known) return { account, alerts: [] };
  const disputes = [...account.disputes.filter((other) => other !== known), dispute];
  const dropped: RefundOutcome = { status: 'FAILED', stripeRefundId: null, failureCode: 'dispute_lost' };
  const refunds = isLost(dispute)
    ? account.refunds.map((refund) => (isUnsent(refund) ? recordRefund(refund, dropped) : refund))
    : account.refunds;
  return { account: { ...account, disputes, refunds }, alerts: [disputeTold(account, dispute)] };
}
