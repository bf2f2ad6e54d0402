import { describe, expect, it } from 'vitest';
import { aRefund, aSession } from '@/testing/builders.ts';
import { lookAgainIn } from './look-again.ts';

const cancelledAt = '2026-11-25T10:00:00.000Z';
const now = Date.parse(cancelledAt);
const cancelled = (status: 'PENDING' | 'SUCCEEDED') =>
  aSession({
    status: 'CANCELLED',
    cancelledAt,
    payment: {
      status: 'SUCCEEDED',
      amount: 4000,
      currency: 'EUR',
      refunds: [aRefund({ status })],
      isDisputed: false,
    },
  });

describe('lookAgainIn', () => {
  it('looks again while something is under way, most often at first', () => {
    expect(lookAgainIn(cancelled('PENDING'), now + 1_000)).toBeLessThan(5_000);
    expect(lookAgainIn(cancelled('PENDING'), now + 61_000)).toBeGreaterThan(5_000);
    expect(lookAgainIn({ ...cancelled('PENDING'), cancelledAt: null }, now)).toBeGreaterThan(5_000);
    expect(lookAgainIn(aSession({ status: 'PENDING_PAYMENT' }), now)).toBeLessThan(5_000);
  });

  it('doesn’t take the first word for the last one', () => {
    expect(lookAgainIn(cancelled('SUCCEEDED'), now + 1_000)).toBe(5_000);
  });

  it('leaves alone what is settled', () => {
    expect(lookAgainIn(cancelled('SUCCEEDED'), now + 61_000)).toBe(false);
    expect(lookAgainIn(aSession(), now)).toBe(false);
    expect(lookAgainIn(undefined, now)).toBe(false);
  });
});
