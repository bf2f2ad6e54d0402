import { errorCodes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { codeOf, detailsOf, errorWords, wordsFor } from './error-words.ts';

const told = (extra: object) => ({ data: { code: 'CONFLICT', ...extra } });

describe('errorWords', () => {
  it.each(errorCodes)('has words for %s', (code) => {
    expect(errorWords(told({ domainCode: code }))).toEqual(wordsFor(code));
    expect(wordsFor(code).advice.length).toBeGreaterThan(10);
  });

  it('takes a missing answer for a broken connection and an unknown code for our fault', () => {
    expect(codeOf(new TypeError('fetch failed'))).toBe('UNREACHABLE');
    expect(codeOf(undefined)).toBe('UNREACHABLE');
    expect(codeOf(told({ domainCode: 'NEW' }))).toBe('INTERNAL');
  });

  it('reads the details that it knows and drops the rest', () => {
    const details = { sessionId: 's1', alternatives: ['2026-11-26T15:30:00Z', 7], secret: 1 };
    expect(detailsOf(told({ details }))).toEqual({ sessionId: 's1', alternatives: ['2026-11-26T15:30:00Z'] });
    expect(detailsOf(told({ details: { sessionId: 4 } }))).toEqual({});
    expect(detailsOf(told({}))).toEqual({});
  });
});
