import { describe, expect, it } from 'vitest';
import { page } from './paging.ts';

const after = '019a0000-0000-7000-8000-000000000001';

describe('a page', () => {
  it('is of 1 to 100 entries, from the beginning or after one', () => {
    expect(page(1)).toEqual({ first: 1 });
    expect(page(100, after)).toEqual({ first: 100, after });
    expect([page(50, null), page(50, '')]).toEqual([{ first: 50 }, { first: 50 }]);
  });

  it.each([0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is never of %d', (first) => {
    expect(() => page(first)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('never begins after what can be no entry', () => {
    expect(() => page(50, 'the last one')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
