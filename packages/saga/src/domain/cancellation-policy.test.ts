import { plusSeconds } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CancellationPolicy,
  parseCancellationPolicy,
  refundAmount,
  refundHoldsUntil,
  refundPercent,
} from './cancellation-policy.ts';

const policy: CancellationPolicy = {
  tiers: [
    { hoursBefore: 24, percent: 100 },
    { hoursBefore: 2, percent: 50 },
  ],
};
const startsAt = new Date('2027-03-01T18:00:00.000Z');
const before = (hours: number, seconds = 0): Date => plusSeconds(startsAt, -hours * 3_600 + seconds);
const percentAt = (at: Date, given = policy) => refundPercent(given, startsAt, { by: 'student', at });

describe('what a student gets back', () => {
  it.each([
    ['days before', before(72), 100, before(24)],
    ['24 hours before', before(24), 100, before(24)],
    ['a second later', before(24, 1), 50, before(2)],
    ['two hours before', before(2), 50, before(2)],
    ['a second after that', before(2, 1), 0, startsAt],
    ['at the start', startsAt, 0, startsAt],
  ])('%s', (_, at, percent, until) => {
    expect(percentAt(at)).toBe(percent);
    expect(refundHoldsUntil(policy, startsAt, at)).toEqual(until);
  });

  it('is nothing under a policy without tiers', () => {
    expect(percentAt(before(1_000), { tiers: [] })).toBe(0);
  });
});

it('a tutor who cancels costs the student nothing, at any time', () => {
  for (const at of [before(72), before(1), plusSeconds(startsAt, 60)])
    expect(refundPercent(policy, startsAt, { by: 'tutor', at })).toBe(100);
});

describe('the amount', () => {
  it.each([
    [4_500, 50, 2_250],
    [4_501, 50, 2_251],
    [1, 50, 1],
    [501, 33, 166],
    [4_500, 0, 0],
    [4_500, 100, 4_500],
  ])('of %i at %i %% is %i whole units, cents or yen', (amount, percent, back) => {
    expect(refundAmount(amount, percent)).toBe(back);
  });

  it('is whole, never over what was paid, and never less than its share', () => {
    const amount = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(amount, fc.nat({ max: 100 }), (paid, percent) => {
        const back = refundAmount(paid, percent);
        expect(Number.isSafeInteger(back)).toBe(true);
        expect(back).toBeLessThanOrEqual(paid);
        expect(back * 100).toBeGreaterThanOrEqual(paid * percent);
        expect((back - 1) * 100).toBeLessThan(Math.max(paid * percent, 1));
      }),
    );
  });
});

const policies = fc
  .uniqueArray(fc.record({ hoursBefore: fc.nat({ max: 500 }), percent: fc.nat({ max: 100 }) }), {
    selector: ({ hoursBefore }) => hoursBefore,
    minLength: 1,
    maxLength: 5,
  })
  .map((tiers) => {
    const percents = tiers.map(({ percent }) => percent).sort((a, b) => b - a);
    const hours = tiers.map(({ hoursBefore }) => hoursBefore).sort((a, b) => b - a);
    return hours.map((hoursBefore, n) => `${hoursBefore}:${percents[n]}`).join(',');
  });

describe('any policy', () => {
  it('never gives more to who cancels later, and holds until the instant that it names', () => {
    const seconds = fc.nat({ max: 2_000_000 });
    fc.assert(
      fc.property(policies, seconds, seconds, (text, one, other) => {
        const given = parseCancellationPolicy(text) ?? { tiers: [] };
        const [early, late] = [Math.max(one, other), Math.min(one, other)].map((ago) =>
          plusSeconds(startsAt, -ago),
        );
        if (!early || !late) return;
        expect(percentAt(early, given)).toBeGreaterThanOrEqual(percentAt(late, given));
        const until = refundHoldsUntil(given, startsAt, early);
        expect(until >= early).toBe(true);
        expect(percentAt(until, given)).toBe(percentAt(early, given));
      }),
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(policies, (text) => {
        const { tiers } = parseCancellationPolicy(text) ?? { tiers: [] };
        expect(tiers.map(({ hoursBefore, percent }) => `${hoursBefore}:${percent}`).join(',')).toBe(text);
      }),
    );
  });

  it('may have spaces in it', () => {
    expect(parseCancellationPolicy(' 24:100, 2:50 ')).toEqual(policy);
  });

  it.each(['', '24', '24:101', '24:100,', '2:50,24:100', '24:100,24:50', '24:50,2:100', '-1:50', '1.5:50'])(
    'is refused when it reads "%s"',
    (text) => {
      expect(parseCancellationPolicy(text)).toBeUndefined();
    },
  );
});
