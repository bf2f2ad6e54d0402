import { newId, plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInstant, aPaidPayment, aPendingPayment } from '../testing/orders.ts';
import {
  type Account,
  dueOf,
  isFrozen,
  owe,
  type Ruling,
  recordDisputeOf,
  recordOutcome,
  recordSent,
  unsentOf,
} from './account.ts';
import type { ToldDispute } from './dispute.ts';
import type { RefundOutcome, SentRefund } from './refund.ts';

const payment = aPaidPayment({ amountReceived: 4400 });
const anAccount = (with_: Partial<Account> = {}): Account => ({
  payment,
  owed: null,
  refunds: [],
  disputes: [],
  ...with_,
});
const making = (now = anInstant) => ({ refundId: newId(), nextId: newId(), now });
const owing = (amount: number) => owe(anAccount(), { amount, reason: 'gone' }, making()).account;
const succeeded = (stripeRefundId = 're_1'): SentRefund['outcome'] => ({
  status: 'SUCCEEDED',
  stripeRefundId,
});
const failed = (stripeRefundId: string | null = null): RefundOutcome => ({
  ...{ status: 'FAILED', stripeRefundId, failureCode: 'declined' },
});
const aDispute = (status: ToldDispute['status'], disputeId = 'du_1'): ToldDispute => ({
  ...{ disputeId, amount: 4400, currency: 'EUR', reason: 'fraudulent', status, openedAt: anInstant },
});
const idOf = (account: Account) => unsentOf(account)?.refundId ?? '';

describe('what is owed', () => {
  it('is decided once, and gets an attempt at once', () => {
    const account = owing(2200);
    expect(account.refunds).toMatchObject([{ attempt: 1, amount: 2200, currency: 'EUR', status: 'PENDING' }]);
    expect(owe(account, { amount: 4400, reason: 'more' }, making()).account).toEqual(account);
  });

  it('is nothing of a payment that took no money', () => {
    const account = anAccount({ payment: aPendingPayment() });
    expect(owe(account, { amount: 1, reason: 'gone' }, making()).account).toBe(account);
    expect(dueOf({ ...account, owed: { amount: 1, reason: 'gone' } })).toBe(0);
  });

  it('is planned anew when an attempt fails, at once or late, and raised', () => {
    const sent = recordOutcome(owing(4400), idOf(owing(4400)), { ...making(), outcome: succeeded() });
    expect(sent.account.refunds).toHaveLength(1);
    const account = owing(4400);
    const arrived = recordOutcome(account, idOf(account), { ...making(), outcome: succeeded() }).account;
    const late = recordOutcome(arrived, arrived.refunds[0]?.refundId ?? '', {
      ...making(),
      outcome: failed('re_1'),
    });
    expect(late.account.refunds).toMatchObject([{ status: 'FAILED' }, { attempt: 2, amount: 4400 }]);
    expect(late.alerts).toMatchObject([{ kind: 'REFUND_FAILED' }]);
    const again = recordOutcome(late.account, idOf(late.account), { ...making(), outcome: failed() });
    expect(unsentOf(again.account)).toMatchObject({ attempt: 3, sendAfter: plusMinutes(anInstant, 1) });
  });

  it('counts a refund of somebody else’s that fails late as not sent', () => {
    const made = { refundId: undefined, amount: 1400, currency: 'EUR', outcome: succeeded('re_dashboard') };
    const half = recordSent(anAccount(), made, making());
    expect(half.alerts).toMatchObject([{ kind: 'REFUND_MADE_ELSEWHERE' }]);
    const rest = owe(half.account, { amount: 4400, reason: 'gone' }, making()).account;
    expect(unsentOf(rest)).toMatchObject({ amount: 3000 });
    const sent = recordOutcome(rest, idOf(rest), { ...making(), outcome: succeeded() }).account;
    const outcome = { status: 'FAILED' as const, stripeRefundId: 're_dashboard', failureCode: 'declined' };
    expect(unsentOf(recordSent(sent, { ...made, outcome }, making()).account)).toMatchObject({
      amount: 1400,
    });
  });
});

describe('a dispute', () => {
  it('freezes what is owed until it is won', () => {
    const open = recordDisputeOf(owing(4400), aDispute('OPEN'));
    expect(open.alerts).toMatchObject([{ kind: 'DISPUTE_OPENED' }]);
    expect(isFrozen(open.account)).toBe(true);
    const won = recordDisputeOf(open.account, aDispute('WON'));
    expect(won.alerts).toMatchObject([{ kind: 'DISPUTE_WON' }]);
    expect(isFrozen(won.account)).toBe(false);
    expect(unsentOf(won.account)).toBeDefined();
  });

  it('that is lost drops what is owed: the bank has given the money back', () => {
    const lost = recordDisputeOf(owing(4400), aDispute('LOST')).account;
    expect(lost.refunds).toMatchObject([{ status: 'FAILED', failureCode: 'dispute_lost' }]);
    expect(owe(lost, { amount: 4400, reason: 'gone' }, making()).account.refunds).toHaveLength(1);
  });

  it('never opens again, and an inquiry freezes nothing', () => {
    const { account } = recordDisputeOf(anAccount(), aDispute('WON'));
    expect(recordDisputeOf(account, aDispute('OPEN')).account).toBe(account);
    expect(isFrozen(recordDisputeOf(anAccount(), aDispute('INQUIRY')).account)).toBe(false);
  });
});

describe('whatever happens to an account', () => {
  type Step = (account: Account) => Ruling;
  const amounts = fc.integer({ min: 1, max: 9_999 });
  const outcomes = (id: string) =>
    fc.constantFrom<SentRefund['outcome']>({ status: 'PENDING', stripeRefundId: id }, succeeded(id), {
      status: 'FAILED',
      stripeRefundId: id,
      failureCode: 'declined',
    });
  /** Only what Stripe would take: no more than was captured and isn't back yet. */
  const atStripe = (account: Account, amount: number) => {
    const back = account.refunds.filter((r) => r.status !== 'FAILED' && r.stripeRefundId !== null);
    const known = back.reduce((sum, refund) => sum + refund.amount, 0);
    return Math.min(amount, payment.amountReceived - known);
  };
  const steps = fc.oneof<fc.Arbitrary<Step>[]>(
    amounts.map((amount) => (account) => owe(account, { amount, reason: 'gone' }, making())),
    outcomes('own').map((outcome) => (account) => {
      const own = account.refunds.find(({ attempt, status }) => attempt !== null && status !== 'FAILED');
      const stripeRefundId = own?.stripeRefundId ?? newId();
      return own
        ? recordOutcome(account, own.refundId, { ...making(), outcome: { ...outcome, stripeRefundId } })
        : { account, alerts: [] };
    }),
    fc.tuple(amounts, outcomes('re_dashboard')).map(([wanted, outcome]) => (account) => {
      const amount = atStripe(account, wanted);
      return amount > 0 && !unsentOf(account)
        ? recordSent(account, { refundId: undefined, amount, currency: 'EUR', outcome }, making())
        : { account, alerts: [] };
    }),
    fc
      .constantFrom<ToldDispute['status']>('INQUIRY', 'OPEN', 'WON', 'LOST')
      .map((status) => (account) => recordDisputeOf(account, aDispute(status))),
  );

  it('no more goes back than was captured, and of what is owed nothing is forgotten', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 20 }), (all) => {
        let account = anAccount();
        for (const step of all) {
          const next = step(account).account;
          expect(step(next).account.refunds.length).toBeGreaterThanOrEqual(next.refunds.length);
          account = next;
          const going = account.refunds.filter(({ status }) => status !== 'FAILED');
          const own = going.filter(({ attempt }) => attempt !== null);
          const sum = (refunds: typeof going) => refunds.reduce((total, { amount }) => total + amount, 0);
          expect(sum(going)).toBeLessThanOrEqual(payment.amountReceived);
          expect(sum(own)).toBeLessThanOrEqual(account.owed?.amount ?? 0);
          expect(dueOf(account)).toBe(0);
        }
      }),
    );
  });
});
