import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { anInstant, aPaidPayment, aRefund } from '../testing/orders.ts';
import type { Account } from './account.ts';
import type { ToldDispute } from './dispute.ts';
import { refusedAsDisputed } from './disputed-refund.ts';

const payment = aPaidPayment();
const refund = { ...aRefund(payment), refundId: newId() };
const account: Account = {
  payment,
  owed: { amount: refund.amount, reason: 'gone' },
  refunds: [refund],
  disputes: [],
};
const told = (status: ToldDispute['status']): ToldDispute => ({
  ...{ disputeId: 'du_1', amount: 4500, currency: 'EUR', reason: 'fraudulent', status, openedAt: anInstant },
});
const refused = (before: Account, disputes: ToldDispute[] = []) =>
  refusedAsDisputed(before, refund, { disputes, now: anInstant }).account;

describe('an attempt that was refused because of a dispute', () => {
  it('goes on under the next number, in a while', () => {
    const { refunds } = refused(account);
    expect(refunds).toEqual([{ ...refund, attempt: 2, sendAfter: plusMinutes(anInstant, 1) }]);
  });

  it('takes one number, however many were refused with the same key', () => {
    expect(refused(refused(account))).toEqual(refused(account));
  });

  it('brings the disputes on record, and is dropped if one is lost', () => {
    const open = refusedAsDisputed(account, refund, { disputes: [told('OPEN')], now: anInstant });
    expect(open.alerts).toMatchObject([{ kind: 'DISPUTE_OPENED' }]);
    expect(open.account.disputes).toMatchObject([{ disputeId: 'du_1', paymentId: payment.paymentId }]);
    expect(refused(account, [told('LOST')]).refunds).toMatchObject([
      { status: 'FAILED', failureCode: 'dispute_lost' },
    ]);
  });
});
