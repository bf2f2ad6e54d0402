import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneSource, virtualIds } from './one-source.ts';
import { seeded } from './random.ts';

const many = <T>(make: () => T): T[] => Array.from({ length: 50 }, make);

describe('the seeded source', () => {
  it('says the same again from the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(many(seeded(seed).next)).toEqual(many(seeded(seed).next));
      }),
    );
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000 }), (seed, most) => {
        const random = seeded(seed);
        for (const n of many(() => random.between(1, most))) expect(n >= 1 && n <= most).toBe(true);
      }),
    );
  });

  it('is not moved by those who have sources of their own', () => {
    const one = seeded(1);
    const other = seeded(1);
    many(one.fork().next);
    other.fork();
    expect(one.next()).toBe(other.next());
  });

  it('has nothing to pick from nothing', () => {
    expect(() => seeded(1).pick([])).toThrow('nothing to pick');
  });
});

describe('the one source of this process', () => {
  it('is the clock and the chance of everybody, until it is given back', () => {
    const now = new Date('2026-12-01T08:00:00Z');
    const chances = (seed: number) => {
      const giveBack = oneSource(() => now, seeded(seed));
      try {
        return [
          new Date(),
          new Date(0),
          Date.now(),
          Math.random(),
          crypto.randomUUID(),
          crypto.getRandomValues(new Uint8Array(4)),
        ];
      } finally {
        giveBack();
      }
    };
    expect(chances(1)).toEqual(chances(1));
    expect(chances(1)).not.toEqual(chances(2));
    expect(chances(1).slice(0, 3)).toEqual([now, new Date(0), now.getTime()]);
    expect(Date.now()).not.toBe(now.getTime());
  });

  it('makes ids that sort in the order in which they were made', () => {
    const ids = many(virtualIds(() => new Date('2026-12-01T08:00:00Z'), seeded(1)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
