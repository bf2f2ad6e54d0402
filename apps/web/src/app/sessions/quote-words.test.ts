import { describe, expect, it } from 'vitest';
import type { Quote } from '@/trpc/answers.ts';
import { quoteWords } from './quote-words.ts';

const aQuote = (changes: Partial<Quote> = {}): Quote => ({
  sessionId: 's1',
  amount: 4000,
  currency: 'EUR',
  percent: 100,
  until: '2026-11-25T15:30:00.000Z',
  ...changes,
});

const words = (quote: Quote, part: 'student' | 'tutor' = 'student') =>
  Object.values(quoteWords(quote, { part, otherName: 'Ana', zone: 'Europe/Berlin' })).join('. ');

describe('quoteWords', () => {
  it.each([
    [
      aQuote(),
      'You get €40.00 back. That is everything you paid, if you cancel by Wed 25 Nov, 16:30. Later it is less.',
    ],
    [
      aQuote({ amount: 2601, currency: 'JPY', percent: 50 }),
      'You get ¥2,601 back. That is half of what you paid, if you cancel by Wed 25 Nov, 16:30. Later it is less.',
    ],
    [
      aQuote({ amount: 1200, percent: 30, until: null }),
      'You get €12.00 back. That is 30 % of what you paid.',
    ],
    [
      aQuote({ amount: 0, percent: 0 }),
      'Nothing comes back. It is too close to the start for that. Cancelling still lets Ana know that you won’t come.',
    ],
  ])('tells the student of %j', (quote, told) => {
    expect(words(quote)).toBe(told);
  });

  it('tells the tutor that the student gets all of it', () => {
    expect(words(aQuote({ until: null }), 'tutor')).toMatch(/^Ana gets €40.00 back. That is everything/);
  });
});
