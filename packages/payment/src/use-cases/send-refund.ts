import { type Clock, DomainError, type NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import {
  type Account,
  inTurn,
  isFrozen,
  type Ruling,
  recordOutcome,
  recordSentAll,
  unsentOf,
} from '../domain/account.ts';
import { refusedAsDisputed } from '../domain/disputed-refund.ts';
import type { Payment } from '../domain/payment.ts';
import { type RefundOutcome, refundKeyMayBeForgotten, type UnsentRefund } from '../domain/refund.ts';
import { changeAccount } from './change-account.ts';
import type { Accounts, PaymentGateway } from './ports.ts';
import { unavailable } from './unavailable.ts';

export type SendingDeps = {
  readonly accounts: Accounts;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
};

/**
 * Sends what waits to be sent of an account, under the key of its row. SENT: nothing is left to send. WAITING: a dispute
 * forbids it, and it is sent or dropped when that is closed.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when it isn't known to be on its way; it is tried again by itself
 */
export async function sendRefund(deps: SendingDeps, account: Account): Promise<'SENT' | 'WAITING'> {
  const refund = unsentOf(account);
  if (!refund) return 'SENT';
  if (isFrozen(account)) return 'WAITING';
  if (refund.sendAfter > deps.clock()) throw unavailable();
  const answer = await ask(deps, account.payment, refund);
  const after = await changeAccount(deps, refund.paymentId, answer);
  if (unsentOf(after)?.refundId === refund.refundId) return 'WAITING'; // a dispute was in its way
  if (after.refunds.find(({ refundId }) => refundId === refund.refundId)?.status !== 'FAILED') return 'SENT';
  if (!unsentOf(after)) return 'SENT';
  throw unavailable();
}

type Rule = (account: Account) => Ruling;

/** What Stripe's answer to this attempt does to its account. */
async function ask(deps: SendingDeps, payment: Payment, refund: UnsentRefund): Promise<Rule> {
  const { gateway, clock } = deps;
  const intentId = payment.stripePaymentIntentId;
  if (intentId === null) throw new DomainError('NOT_FOUND', 'There is no such paid payment');
  if (refundKeyMayBeForgotten(refund, clock())) {
    const own = await listed(deps, intentId, refund);
    if (own) return outcomeOf(deps, refund, own);
  }
  const answer = await gateway.createRefund(refund, intentId);
  switch (answer.kind) {
    case 'SENT':
      return outcomeOf(deps, refund, answer.outcome);
    case 'ALREADY_REFUNDED':
      return sentElsewhere(deps, intentId, refund);
    case 'KEY_REUSED':
      return outcomeOf(deps, refund, (await listed(deps, intentId, refund)) ?? failed('idempotency_error'));
    case 'REFUSED':
      return answer.code === 'charge_disputed'
        ? disputedFirst(deps, intentId, refund)
        : sentElsewhere(deps, intentId, refund, answer.code);
  }
}

const failed = (failureCode: string): RefundOutcome => ({
  status: 'FAILED',
  stripeRefundId: null,
  failureCode,
});

const outcomeOf =
  ({ newId, clock }: SendingDeps, { refundId }: UnsentRefund, outcome: RefundOutcome): Rule =>
  (account) =>
    recordOutcome(account, refundId, { outcome, refundId: newId(), now: clock() });

/** A refusal may only say that somebody else sent money back: what they sent is put on record first. */
async function sentElsewhere(
  deps: SendingDeps,
  intentId: string,
  refund: UnsentRefund,
  code = 'charge_already_refunded',
): Promise<Rule> {
  const all = await deps.gateway.listRefunds(intentId);
  return (account) =>
    inTurn(account, [(before) => recordSentAll(before, all, deps), outcomeOf(deps, refund, failed(code))]);
}

/** Stripe knew of a dispute before us: it is put on record, so that nothing is sent until it is closed. */
async function disputedFirst(
  { gateway, clock }: SendingDeps,
  intentId: string,
  refund: UnsentRefund,
): Promise<Rule> {
  const disputes = await gateway.listDisputes(intentId);
  return (account) => refusedAsDisputed(account, refund, { disputes, now: clock() });
}

/** This attempt, as Stripe lists it. */
const listed = async ({ gateway }: SendingDeps, intentId: string, { refundId }: UnsentRefund) =>
  (await gateway.listRefunds(intentId)).find((sent) => sent.refundId === refundId)?.outcome;
