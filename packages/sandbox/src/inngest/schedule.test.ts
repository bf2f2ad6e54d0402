import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, endOf, nextFiring, retryAt } from './schedule.ts';

const now = new Date('2026-03-02T10:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);

describe('the end of a sleep', () => {
  it.each([
    ['30s', 30_000],
    ['1m30s', 90_000],
    ['1d2h', 93_600_000],
    ['1w', 604_800_000],
  ])('of %s is so much later', (text, ms) => {
    expect(endOf(text, now)).toEqual(after(ms));
  });

  it('is the instant that is given', () => {
    expect(endOf('2026-05-01T00:00:00.000Z', now)).toEqual(new Date('2026-05-01T00:00:00Z'));
  });

  it('must be readable', () => {
    expect(() => endOf('soon', now)).toThrow('"soon"');
  });
});

describe('a retry', () => {
  it('waits longer each time, as Inngest does', () => {
    const table = Array.from({ length: 12 }, (_, attempt) => backoffMs(attempt, 0) / 1_000);
    expect(table).toEqual([15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200, 7_200, 7_200]);
  });

  it('is spread by up to half a minute', () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, jitter) => {
          const extra = backoffMs(attempt, jitter) - backoffMs(attempt, 0);
          expect(extra).toBeGreaterThanOrEqual(0);
          expect(extra).toBeLessThan(30_000);
        },
      ),
    );
  });

  it('comes when the function says', () => {
    expect(retryAt('90', now)).toEqual(after(90_000));
    expect(retryAt('2026-03-02T11:00:00Z', now)).toEqual(after(3_600_000));
    expect(retryAt('whenever', now)).toBeUndefined();
    expect(retryAt(null, now)).toBeUndefined();
  });
});

describe('a cron', () => {
  it.each([
    ['*/5 * * * *', '2026-03-02T10:05:00Z'],
    ['0 3 * * *', '2026-03-03T03:00:00Z'],
    ['TZ=America/New_York 0 3 * * *', '2026-03-03T08:00:00Z'],
    ['@hourly', '2026-03-02T11:00:00Z'],
  ])('%s fires next at %s', (expression, at) => {
    expect(nextFiring(expression, now)).toEqual(new Date(at));
  });

  it.each(['* * * * * *', 'often', '61 * * * *'])('refuses "%s"', (expression) => {
    expect(() => nextFiring(expression, now)).toThrow();
  });
});
