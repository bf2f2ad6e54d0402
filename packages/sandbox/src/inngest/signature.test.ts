import { createHash } from 'node:crypto';
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
  const hash = createHash('sha256')
    .update(Buffer.from('0f'.repeat(16), 'hex'))
    .digest('hex');
  expect(isSignedBearer(`Bearer signkey-prod-${hash}`, key)).toBe(true);
  expect(isSignedBearer(`Bearer ${hash}`, key)).toBe(false);
  expect(isSignedBearer(`Bearer ${hash}`, '0f'.repeat(16))).toBe(true);
});

it('compares texts of any length', () => {
  expect(sameText('a', 'a')).toBe(true);
  expect(sameText('a', 'ab')).toBe(false);
});
