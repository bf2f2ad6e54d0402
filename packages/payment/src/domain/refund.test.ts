import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInstant, aPaidPayment } from '../testing/orders.ts';
import {
  isSent,
  type Refund,
  type RefundOutcome,
  recordRefund,
  refundKeyMayBeForgotten,
  refundToSend,
} from './refund.ts';

const payment = aPaidPayment({ amountReceived: 4400, currencyReceived: 'USD' });
const request = { refundId: 'r1', reason: 'The slot was gone', now: anInstant };
const toSend = (refunds: readonly Refund[], again: Partial<typeof request> = {}): Refund => {
  const refund = refundToSend(payment, refunds, { ...request, ...again });
  if (!refund) throw new Error('The next attempt has to wait');
  return refund;
};
const first = toSend([]);
const failed: RefundOutcome = { status: 'FAILED', stripeRefundId: null, failureCode: 'declined' };

describe('a refund', () => {
  it('is of what was captured, not of what was asked for', () => {
    expect(first).toMatchObject({
      attempt: 1,
      amount: 4400,
      currency: 'USD',
      status: 'PENDING',
      stripeRefundId: null,
    });
  });

  it('is the same attempt again until that has failed, then the next one', () => {
    expect(toSend([first], { refundId: 'r2' })).toBe(first);
    const lost = recordRefund(first, failed);
    const second = toSend([lost], { refundId: 'r2' });
    expect(second).toMatchObject({ refundId: 'r2', attempt: 2, status: 'PENDING' });
    expect(toSend([second, lost], { refundId: 'r3' })).toBe(second);
  });

  it('that keeps failing is tried more and more seldom, but never given up', () => {
    const refunds = [recordRefund(first, failed)];
    let now = anInstant;
    const pauses = Array.from({ length: 14 }, () => {
      let minutes = 0;
      while (!refundToSend(payment, refunds, { ...request, now: plusMinutes(now, minutes) })) minutes++;
      now = plusMinutes(now, minutes);
      refunds.push(recordRefund(toSend(refunds, { now }), failed));
      return minutes;
    });
    expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360]);
  });

  it('distrusts its key from 23 hours after it was made', () => {
    expect(refundKeyMayBeForgotten(first, plusMinutes(anInstant, 23 * 60))).toBe(false);
    expect(refundKeyMayBeForgotten(first, plusMinutes(anInstant, 23 * 60 + 1))).toBe(true);
  });

  it('only ever rises: pending, succeeded, failed late', () => {
    const rank: Record<Refund['status'], number> = { PENDING: 0, SUCCEEDED: 1, FAILED: 2 };
    const told = fc.array(
      fc.constantFrom<RefundOutcome>(
        failed,
        { status: 'PENDING', stripeRefundId: 're_1' },
        { status: 'SUCCEEDED', stripeRefundId: 're_1' },
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(told, (outcomes) => {
        let refund = first;
        for (const outcome of outcomes) {
          const next = recordRefund(refund, outcome);
          expect(rank[next.status]).toBeGreaterThanOrEqual(rank[refund.status]);
          expect(recordRefund(next, outcome)).toBe(next);
          refund = next;
        }
        expect(isSent(refund) || refund.status === 'FAILED').toBe(true);
      }),
    );
  });
});
