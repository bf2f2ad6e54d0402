import { describe, expect, it } from 'vitest';
import {
  anInstant,
  aPaidPayment,
  aPendingPayment,
  aRefund,
  operator,
  stranger,
  student,
  tutor,
} from '../testing/orders.ts';
import { close } from './closing.ts';
import { failureReasonOf } from './failure-reason.ts';
import { type Payment, record } from './payment.ts';
import { viewOf } from './payment-view.ts';

const declinedWith = (failureCode: string): Payment =>
  record(aPendingPayment(), { status: 'DECLINED', stripePaymentIntentId: 'pi_1', failureCode }, anInstant);
const alone = (payment: Payment) => ({ payment, refunds: [], disputes: [] });

describe('who sees what of a payment', () => {
  const declined = alone(declinedWith('expired_card'));

  it.each([student, operator])('a $role who may sees all of it', (viewer) => {
    expect(viewOf(viewer, declined)).toMatchObject({
      status: 'FAILED',
      failureReason: 'Your card has expired. Try another one.',
      stripePaymentIntentId: 'pi_1',
    });
  });

  it('the tutor sees status, amount and refunds, but neither intent nor reason', () => {
    const payment = aPaidPayment();
    expect(viewOf(tutor, { payment, refunds: [aRefund(payment)], disputes: [] })).toMatchObject({
      status: 'SUCCEEDED',
      amount: 4500,
      stripePaymentIntentId: null,
      refunds: [{ refundId: 'r1', amount: 4500, currency: 'EUR', status: 'PENDING', reason: 'gone' }],
    });
    expect(viewOf(tutor, declined)).toMatchObject({ status: 'FAILED', failureReason: null });
  });

  it('nobody else sees anything', () => {
    expect(viewOf(stranger, declined)).toBeUndefined();
    expect(viewOf({ personId: 'tutor-2', role: 'tutor' }, declined)).toBeUndefined();
  });

  it('never shows what is between us and Stripe', () => {
    const payment = aPaidPayment();
    const seen = JSON.stringify(viewOf(student, { payment, refunds: [aRefund(payment)], disputes: [] }));
    for (const inner of ['attempt', 'firstTriedAt', 'stripeRefundId', 'amountReceived'])
      expect(seen).not.toContain(inner);
  });
});

describe('why a payment failed', () => {
  it('is told in words, and the same ones for a lost, a stolen and an unknown card', () => {
    expect(failureReasonOf(declinedWith('insufficient_funds'))).toMatch(/not enough money/);
    for (const code of ['lost_card', 'stolen_card', 'generic_decline', 'something_new'])
      expect(failureReasonOf(declinedWith(code))).toBe('Your card was declined.');
  });

  it('is told of a payment that was closed, and not of one that did not fail', () => {
    expect(failureReasonOf(close(aPendingPayment()))).toMatch(/Nothing was charged/);
    expect(failureReasonOf(aPendingPayment())).toBeNull();
    expect(failureReasonOf(aPaidPayment())).toBeNull();
  });
});
