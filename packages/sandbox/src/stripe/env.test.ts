import { expect, it } from 'vitest';
import { readStripeSandboxEnv } from './env.ts';

const env = {
  SANDBOX_DATABASE_URL: 'postgresql://127.0.0.1/x',
  STRIPE_WEBHOOK_URL: 'http://127.0.0.1:3000/api/webhooks/stripe',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
};

it('listens on 12111 and tells everything unless told otherwise', () => {
  expect(readStripeSandboxEnv(env)).toMatchObject({
    STRIPE_SANDBOX_PORT: 12111,
    STRIPE_WEBHOOK_EVENTS: ['*'],
  });
  const more = { STRIPE_SANDBOX_PORT: '9', STRIPE_WEBHOOK_EVENTS: 'a, b' };
  expect(readStripeSandboxEnv({ ...env, ...more })).toMatchObject({
    STRIPE_SANDBOX_PORT: 9,
    STRIPE_WEBHOOK_EVENTS: ['a', 'b'],
  });
});

it('names what is missing or wrong', () => {
  expect(() => readStripeSandboxEnv({ ...env, STRIPE_WEBHOOK_SECRET: 'x' })).toThrow('STRIPE_WEBHOOK_SECRET');
  expect(() => readStripeSandboxEnv({})).toThrow('SANDBOX_DATABASE_URL');
});
