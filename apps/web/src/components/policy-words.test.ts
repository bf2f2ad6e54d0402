import { describe, expect, it } from 'vitest';
import { aPolicy } from '@/testing/builders.ts';
import { hoursBeforeWords, shareWords, termsOf, whatIsLeft } from './policy-words.ts';

const startsAt = new Date('2026-11-26T15:30:00Z');
const hoursBefore = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000);
const inWords = (policy: Parameters<typeof termsOf>[0]) =>
  termsOf(policy, hoursBeforeWords).map(({ percent, until }) => `${shareWords(percent)} ${until}`);

describe('a policy in words', () => {
  it.each([
    [aPolicy.tiers, ['everything until 24 hours before', 'half until 2 hours before', 'nothing after that']],
    [[{ hoursBefore: 1, percent: 30 }], ['30 % until an hour before', 'nothing after that']],
    [[{ hoursBefore: 0, percent: 100 }], ['everything until it begins']],
    [
      [
        { hoursBefore: 48, percent: 100 },
        { hoursBefore: 24, percent: 0 },
      ],
      ['everything until 48 hours before', 'nothing after that'],
    ],
    [[], ['nothing once it is paid']],
  ])('%j', (tiers, words) => {
    expect(inWords({ tiers })).toEqual(words);
  });

  it.each([
    [24, 2],
    [23, 1],
    [2, 1],
    [1, 0],
  ])('is what is left of it, %i hours before the start', (hours, tiers) => {
    expect(whatIsLeft(aPolicy, startsAt, hoursBefore(hours)).tiers).toHaveLength(tiers);
  });
});
