import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInstant, aPaidPayment, aRefund } from '../testing/orders.ts';
import {
  isSent,
  pauseAfter,
  type Refund,
  type RefundOutcome,
  recordRefund,
  refundKeyMayBeForgotten,
} from './refund.ts';

const first = aRefund(aPaidPayment());
const failed: RefundOutcome = { status: 'FAILED', stripeRefundId: null, failureCode: 'declined' };

describe('a refund', () => {
  it('that keeps failing is tried more and more seldom, but never given up', () => {
    const pauses = Array.from({ length: 14 }, (_, failures) => pauseAfter(failures + 1));
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
        let refund: Refund = first;
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
