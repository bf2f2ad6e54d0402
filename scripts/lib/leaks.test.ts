import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { leaksIn, leaksOf } from './leaks.mjs';

it.each([
  ['a client secret', '{"path":"/result?payment_intent_client_secret=pi_1_secret_abcdefgh12"}'],
  ['a key of Stripe’s', `refused sk_test_${'0'.repeat(24)}`],
  ['a webhook secret', `whsec_${'a'.repeat(24)}`],
  ['a signing key', `signkey-test-${'ab'.repeat(16)}`],
  ['a webhook’s signature', `t=1,v1=${'ab'.repeat(32)}`],
  ['a bearer token', `authorization: Bearer ${'x'.repeat(32)}`],
  ['a session cookie', 'cookie: better-auth.session_token=abc.def'],
  ['a password', '{"password":"hunter2"}'],
  ['a password of the database’s', 'postgresql://halfpast:s3cret@127.0.0.1/halfpast'],
  ['a card number', 'declined 4242 4242 4242 4242'],
])('finds %s in a log, and tells the line alone', (name, line) => {
  expect(leaksIn(`all is well\n${line}\n`)).toEqual([`line 2 holds ${name}`]);
});

it('takes what is cut out, and ids and times, for no secret', () => {
  const lines = ['{"password":"[secret]","time":1764031234567}', '{"id":"pi_3OabcdEFGH","card":"[secret]"}'];
  expect(leaksIn(lines.join('\n'))).toEqual([]);
});

it('reads all logs of a copy, and knows its own secrets', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'halfpast-leaks-'));
  mkdirSync(path.join(dataDir, 'logs'));
  writeFileSync(path.join(dataDir, 'secrets.json'), '{"authSecret":"0f0f0f0f","publishable":"pk_test_1"}');
  writeFileSync(path.join(dataDir, 'start.log'), 'ready with pk_test_1, sign in with demo-lesson-1');
  writeFileSync(path.join(dataDir, 'logs', 'app.log'), 'signed with 0f0f0f0f');
  expect(leaksOf({ dataDir })).toEqual(['app.log: line 1 holds one of this copy’s own secrets']);
  rmSync(dataDir, { recursive: true });
});
