import { describe, expect, it } from 'vitest';
import { chanceOf } from './chance.ts';

const some = (seed: number, name?: string) => {
  const chance = name === undefined ? chanceOf(seed) : chanceOf(seed).fork(name);
  return Array.from({ length: 50 }, () => chance.between(1, 6));
};

describe('chance', () => {
  it('decides the same for the same seed', () => {
    expect(some(7)).toEqual(some(7));
    expect(some(7, 'a')).toEqual(some(7, 'a'));
  });

  it('decides otherwise for another seed, and in each of its streams', () => {
    expect(some(7)).not.toEqual(some(8));
    expect(some(7, 'a')).not.toEqual(some(7, 'b'));
    expect(some(7, 'a')).not.toEqual(some(8, 'a'));
  });

  it('stays within its bounds and leaves nothing out', () => {
    expect(new Set(some(1))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    const chance = chanceOf(1);
    const picked = Array.from({ length: 50 }, () => chance.pick(['a', 'b', 'c']));
    expect(new Set(picked)).toEqual(new Set(['a', 'b', 'c']));
    expect(chance.percent(0)).toBe(false);
    expect(chance.percent(100)).toBe(true);
  });
});
