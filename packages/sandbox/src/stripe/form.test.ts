import { expect, it } from 'vitest';
import { decodeForm } from './form.ts';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(decodeForm(text)));

it('reads bracketed names as nested parameters', () => {
  expect(plain('amount=100&metadata[env]=a%20b&a[b][c]=1&expand[0]=x&expand[1]=y')).toEqual({
    amount: '100',
    metadata: { env: 'a b' },
    a: { b: { c: '1' } },
    expand: { 0: 'x', 1: 'y' },
  });
});

it('counts what has no key', () => {
  expect(plain('expand[]=x&expand[]=y')).toEqual({ expand: { 0: 'x', 1: 'y' } });
});

it('takes names that only look like brackets, or like a prototype, as names', () => {
  expect(plain('a]b=1&[c]=2')).toEqual({ 'a]b': '1', '[c]': '2' });
  const form = decodeForm('__proto__[polluted]=1');
  expect(Object.keys(form)).toEqual(['__proto__']);
  expect('polluted' in {}).toBe(false);
});

it('lets the later of two values win', () => {
  expect(plain('a=1&a[b]=2')).toEqual({ a: { b: '2' } });
});
