import { describe, expect, it } from 'vitest';
import { aRefund, aSession } from '@/testing/builders.ts';
import { isUnfolding, refundStory, refundWords } from './refund-story.ts';

const due = { amount: 2000, currency: 'EUR' };
const paid = { status: 'SUCCEEDED' as const, amount: 4000, currency: 'EUR', isDisputed: false };
const told = (...refunds: ReturnType<typeof aRefund>[]) =>
  refundStory(aSession({ payment: { ...paid, refunds }, refundDue: due }));

const pending = aRefund({ amount: 2000 });
const failed = aRefund({ amount: 2000, status: 'FAILED' });
const succeeded = aRefund({ amount: 2000, status: 'SUCCEEDED' });

describe('the story of a refund', () => {
  it.each([
    ['due', told(), '€20.00 is about to be sent back to you.', true],
    ['onItsWay', told(pending), '€20.00 is on its way back to you', true],
    [
      'sentAgain',
      told(failed),
      '€20.00 did not arrive at the first try. We are sending it to you again.',
      true,
    ],
    ['sentAgain', told(failed, pending), 'We are sending it to you again.', true],
    ['arrived', told(succeeded), '€20.00 went back to you.', false],
    ['arrived', told(failed, succeeded), '€20.00 went back to you.', false],
  ])('is %s', (stage, story, words, unfolds) => {
    expect(story).toMatchObject({ stage, money: { amount: 2000 } });
    expect(refundWords(story, { part: 'student', studentName: 'Mina' })).toContain(words);
    expect(isUnfolding(story)).toBe(unfolds);
  });

  it('waits while a bank decides, unless it is over', () => {
    const disputed = (refund: ReturnType<typeof aRefund>) =>
      refundStory(aSession({ payment: { ...paid, isDisputed: true, refunds: [refund] }, refundDue: due }));
    const story = disputed(pending);
    expect(refundWords(story, { part: 'student', studentName: 'Mina' })).toMatch(
      /^€20.00 waits: .* disputed/,
    );
    expect(isUnfolding(story)).toBe(true);
    expect(disputed(succeeded).stage).toBe('arrived');
  });

  it('is short when nothing is due, or nothing was charged', () => {
    const nothing = refundStory(
      aSession({ payment: { ...paid, refunds: [] }, refundDue: { amount: 0, currency: 'EUR' } }),
    );
    const unpaid = refundStory(aSession({ payment: { ...paid, status: 'FAILED', refunds: [] } }));
    const reader = { part: 'student', studentName: 'Mina' } as const;
    expect(refundWords(nothing, reader)).toBe('Nothing comes back: it was too close to the start.');
    expect(refundWords(unpaid, reader)).toBe('You have not been charged.');
    expect([nothing, unpaid].some(isUnfolding)).toBe(false);
    const onlooker = { ...reader, part: 'tutor' } as const;
    expect(refundWords(nothing, onlooker)).toMatch(/^Nothing goes back to Mina/);
    expect(refundWords(unpaid, onlooker)).toBe('Nothing was charged.');
  });

  it('names the student to the tutor, and no sum that isn’t known yet', () => {
    const story = refundStory(aSession({ payment: { ...paid, refunds: [] }, refundDue: null }));
    expect(refundWords(story, { part: 'tutor', studentName: 'Mina' })).toBe(
      'What was paid is about to be sent back to Mina.',
    );
  });
});
