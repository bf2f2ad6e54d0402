import { describe, expect, it } from 'vitest';
import { keepEnvironment, readEnv } from './env.ts';

const complete = {
  DATABASE_URL: 'postgresql://localhost/halfpast',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  INNGEST_EVENT_KEY: 'event',
  INNGEST_SIGNING_KEY: 'signkey-test-00',
  SMTP_URL: 'smtp://localhost:1025',
  MAIL_FROM: 'Halfpast <lessons@halfpast.test>',
  BETTER_AUTH_SECRET: 'a-secret-of-at-least-32-characters',
  PUBLIC_URL: 'https://halfpast.test',
};

describe('the environment', () => {
  it('has defaults for what most deployments share', () => {
    expect(readEnv(complete)).toMatchObject({
      DEPLOYMENT: 'local',
      HOLD_SECONDS: 900,
      BOOKING_NOTICE_SECONDS: 3600,
      MEETING_BASE_URL: 'https://meet.jit.si',
    });
  });

  it('takes more than one webhook secret while they are rolled', () => {
    const env = readEnv({ ...complete, STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old' });
    expect(env.STRIPE_WEBHOOK_SECRET).toEqual(['whsec_new', 'whsec_old']);
  });

  it('reads what students get back for cancelling', () => {
    const tiersOf = (source: object) => readEnv({ ...complete, ...source }).CANCELLATION_POLICY.tiers;
    expect(tiersOf({})).toEqual([
      { hoursBefore: 24, percent: 100 },
      { hoursBefore: 2, percent: 50 },
    ]);
    expect(tiersOf({ CANCELLATION_POLICY: '48:80' })).toEqual([{ hoursBefore: 48, percent: 80 }]);
  });

  it('names everything that is missing at once', () => {
    const { DATABASE_URL: _, PUBLIC_URL: __, ...rest } = complete;
    expect(() => readEnv(rest)).toThrow(/DATABASE_URL[\s\S]*PUBLIC_URL/);
  });

  it('takes an empty variable for an unset one', () => {
    expect(readEnv({ ...complete, STRIPE_API_URL: '' }).STRIPE_API_URL).toBeUndefined();
    expect(() => readEnv({ ...complete, DATABASE_URL: '' })).toThrow('DATABASE_URL');
  });

  it.each([
    ['HOLD_SECONDS', '0'],
    ['HOLD_SECONDS', 'soon'],
    ['CANCELLATION_POLICY', '2:50,24:100'],
    ['PUBLIC_URL', 'halfpast'],
    ['SMTP_URL', 'http://localhost:1025'],
    ['MAIL_FROM', 'Halfpast'],
    ['BETTER_AUTH_SECRET', 'too-short'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_1,,'],
  ])('refuses %s=%s by name, without repeating it', (name, value) => {
    const reading = () => readEnv({ ...complete, [name]: value });
    expect(reading).toThrow(name);
    expect(reading).not.toThrow(`"${value}"`);
  });
});

it('keeps each variable, and asks nobody for them any more', () => {
  const theirs = process.env;
  const before = { ...theirs };
  try {
    keepEnvironment();
    expect(process.env).toEqual(before);
    expect(process.env).not.toBe(theirs);
  } finally {
    process.env = theirs;
  }
});
