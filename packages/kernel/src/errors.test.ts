import { expect, it } from 'vitest';
import { DomainError, isDomainError } from './errors.ts';

const refusal = new DomainError(
  'SLOT_UNAVAILABLE',
  'Taken',
  { alternatives: ['2027-01-05T10:00:00Z'] },
  { cause: 'a race' },
);

it('a refusal carries its code, what a client may use, and its cause', () => {
  expect(refusal).toMatchObject({
    name: 'DomainError',
    code: 'SLOT_UNAVAILABLE',
    message: 'Taken',
    details: { alternatives: ['2027-01-05T10:00:00Z'] },
    cause: 'a race',
  });
  expect(new DomainError('INTERNAL', 'Oh').details).toEqual({});
});

it('a refusal is told from a surprise, and from a refusal for another reason', () => {
  expect(isDomainError(refusal)).toBe(true);
  expect(isDomainError(refusal, 'SLOT_UNAVAILABLE')).toBe(true);
  expect(isDomainError(refusal, 'NOT_FOUND')).toBe(false);
  for (const surprise of [
    new Error('Taken'),
    { code: 'SLOT_UNAVAILABLE' },
    'SLOT_UNAVAILABLE',
    null,
    undefined,
  ]) {
    expect(isDomainError(surprise)).toBe(false);
  }
});
