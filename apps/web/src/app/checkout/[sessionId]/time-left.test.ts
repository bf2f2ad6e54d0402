import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf, secondsUntil, spoken, ticking } from './time-left.ts';

describe('time left', () => {
  it('counts whole seconds down to nought and no further', () => {
    const now = new Date('2026-11-25T10:00:00.500Z');
    expect(secondsUntil('2026-11-25T10:15:00.000Z', now)).toBe(900);
    expect(secondsUntil('2026-11-25T09:00:00.000Z', now)).toBe(0);
    expect([900, 61, 5].map(ticking)).toEqual(['15:00', '1:01', '0:05']);
    expect([3600, 900, 450, 0].map(fractionOf)).toEqual([1, 1, 0.5, 0]);
  });

  it('is spoken at few moments of a quarter of an hour, and never promises too much', () => {
    const seconds = Array.from({ length: 901 }, (_, left) => left);
    expect(new Set(seconds.map(spoken)).size).toBe(7);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), (left) => {
        const [, amount, unit] = /than (\d+|a) (second|minute)/.exec(spoken(left)) ?? [];
        const limit = (amount === 'a' ? 1 : Number(amount)) * (unit === 'minute' ? 60 : 1);
        expect(left).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
