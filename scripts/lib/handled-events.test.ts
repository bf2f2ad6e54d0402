import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { heardTypes } from '../../packages/payment/src/adapters/stripe-webhook.ts';
import { handledEvents } from './environment.mjs';
import { inRoot } from './root.mjs';

const heard = [...heardTypes].sort();

it('has the Stripe sandbox tell of what payment hears, and of nothing else', () => {
  expect([...handledEvents].sort()).toEqual(heard);
});

it('has the README ask for the same at Stripe', () => {
  const line = readFileSync(inRoot('README.md'), 'utf8')
    .split('\n')
    .find((row) => row.startsWith('| Stripe |'));
  const named: string[] = [];
  for (const [, name = ''] of line?.matchAll(/`([\w.]*\.\w+)`/g) ?? []) {
    // `.canceled` shares all but its last word with the one before it
    const before = named.at(-1)?.replace(/\.\w+$/, '') ?? '';
    named.push(name.startsWith('.') ? `${before}${name}` : name);
  }
  expect(named.sort()).toEqual(heard);
});
