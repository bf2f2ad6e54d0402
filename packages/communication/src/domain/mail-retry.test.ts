import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTryAt } from './mail-retry.ts';

const createdAt = new Date('2027-01-01T00:00:00Z');
const hour = 60 * 60_000;

/** The moments at which a mail is tried that can't be sent at all. */
function triesOf(delayMs = 0): Date[] {
  const tries = [createdAt];
  for (;;) {
    const now = new Date((tries.at(-1) ?? createdAt).getTime() + delayMs);
    const next = nextTryAt({ attempts: tries.length, createdAt }, now);
    if (!next) return tries;
    tries.push(next);
  }
}

describe('a mail that can’t be sent', () => {
  it('is tried again after ever longer pauses of six hours at most', () => {
    const tries = triesOf();
    const pauses = tries.slice(1).map((at, n) => (at.getTime() - (tries[n] ?? at).getTime()) / 1_000);
    expect(pauses.slice(0, 5)).toEqual([10, 30, 90, 270, 810]);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBe(6 * 60 * 60);
  });

  it('is given up after four days, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: hour }), (delay) => {
        const last = triesOf(delay).at(-1) ?? createdAt;
        expect(last <= plusMinutes(createdAt, 4 * 24 * 60)).toBe(true);
        expect(last >= plusMinutes(createdAt, 4 * 24 * 60 - 7 * 60 - 1)).toBe(true);
      }),
    );
  });
});
