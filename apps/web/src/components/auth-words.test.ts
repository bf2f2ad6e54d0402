import { describe, expect, it } from 'vitest';
import { authWords } from './auth-words.ts';

describe('authWords', () => {
  it.each([
    [{ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' }, /don’t match/],
    [{ status: 422, code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' }, /account with this e-mail/],
    [{ status: 429 }, /Wait a quarter of an hour/],
    [{ status: 500, code: 'SOMETHING_ELSE' }, /couldn’t reach/],
    [{}, /couldn’t reach/],
  ])('has words for %j', (failure, words) => {
    expect(authWords(failure)).toMatch(words);
  });
});
