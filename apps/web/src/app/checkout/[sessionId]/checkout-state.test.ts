import { describe, expect, it } from 'vitest';
import { arrivalIn, askAgainIn, pollIn, viewOf } from './checkout-state.ts';

describe('viewOf', () => {
  it.each([
    ['awaiting_payment', undefined, 'awaiting_payment'],
    ['awaiting_payment', 'failed', 'awaiting_payment'],
    ['awaiting_payment', 'succeeded', 'confirming'],
    ['awaiting_payment', 'processing', 'processing'],
    ['declined', undefined, 'declined'],
    ['declined', 'succeeded', 'confirming'],
    ['paid', undefined, 'confirming'],
    ['processing', 'succeeded', 'processing'],
    ['expired', 'succeeded', 'expired'],
    ['expired', 'processing', 'slowly_failed'],
    ['cancelled', 'processing', 'cancelled'],
    ['confirmed', 'failed', 'confirmed'],
  ] as const)('shows %s, arrived as %s, as %s', (state, arrival, view) => {
    expect(viewOf(state, arrival)).toBe(view);
  });
});

describe('arrivalIn', () => {
  it('believes no more than that a payment was sent', () => {
    expect(['succeeded', 'processing', 'failed', 'requires_payment_method', null].map(arrivalIn)).toEqual([
      'succeeded',
      'processing',
      'failed',
      'failed',
      undefined,
    ]);
  });
});

describe('asking again', () => {
  const expiresAt = '2026-11-25T10:15:00.000Z';
  const before = Date.parse(expiresAt) - 1;

  it('asks for a payable booking now and then, and soon once its time is up', () => {
    expect(askAgainIn({ state: 'awaiting_payment', expiresAt }, before)).toBe(15_000);
    expect(askAgainIn({ state: 'declined', expiresAt }, before + 1)).toBe(2_000);
    expect(askAgainIn({ state: 'expired', expiresAt }, before + 1)).toBe(false);
    expect(askAgainIn(undefined, before)).toBe(false);
  });

  it('polls while news is due, slower with time, and never for what is settled', () => {
    expect(pollIn('confirming', 0)).toBeLessThan(1_000);
    expect(pollIn('confirming', 60_000)).toBe(3_000);
    expect(pollIn('processing', 0)).toBe(3_000);
    expect(pollIn('confirmed', 0)).toBe(false);
  });
});
