import { expect, it } from 'vitest';
import { isSignedBearer, sameText, sign } from './signature.ts';

const key = `signkey-prod-${'0f'.repeat(16)}`;

it('signs a body whatever the order of its keys', () => {
  expect(sign({ a: 1, b: [2] }, key, 1_700_000_000)).toBe(sign({ b: [2], a: 1 }, key, 1_700_000_000));
  expect(sign({ a: 1 }, key, 1_700_000_000)).toMatch(/^t=1700000000&s=[0-9a-f]{64}$/);
  expect(sign({ a: 1 }, key, 1_700_000_000)).not.toBe(sign({ a: 2 }, key, 1_700_000_000));
  expect(sign('', key, 1)).not.toBe(sign({}, key, 1));
});

it('knows who has the key by its hash, never by the key', () => {
  expect(isSignedBearer(undefined, key)).toBe(false);
  expect(isSignedBearer(`Bearer ${key}`, key)).toBe(false);
  expect(
    isSignedBearer(
      'Bearer signkey-prod-de47c9b27eb8d300dbb5f2c353e632c393262cf06340c4fa7f1b40c4cbd36f90',
      'signkey-prod-',
    ),
  ).toBe(false);
});

it('compares texts of any length', () => {
  expect(sameText('a', 'a')).toBe(true);
  expect(sameText('a', 'ab')).toBe(false);
});
