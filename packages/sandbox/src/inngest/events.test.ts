import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventIds } from './events.ts';

const now = new Date('2026-03-02T10:00:00Z');

it('makes the same ids from the same seed, all different from one another', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 10, maxLength: 10 }),
      fc.integer({ min: 1, max: 40 }),
      (bytes, count) => {
        const seed = `1767000000000,${Buffer.from(bytes).toString('base64')}`;
        const ids = eventIds(count, seed, now);
        expect(eventIds(count, seed, now)).toEqual(ids);
        expect(new Set(ids).size).toBe(count);
        expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
      },
    ),
  );
});

it.each([undefined, '', '1767000000000', 'soon,AAAAAAAAAAAAAA==', '1767000000000,AA=='])(
  'makes new ids when the seed is %s',
  (seed) => {
    expect(eventIds(2, seed, now)).not.toEqual(eventIds(2, seed, now));
  },
);
