import { type Env, readEnv } from '../env.ts';

export const publicUrl = 'http://localhost:3000';
export const webhookSecret = 'whsec_web_test';
export const inngestKeys = { eventKey: 'event-key', signingKey: `signkey-test-${'ab'.repeat(32)}` };

/** A complete environment in which Stripe, Inngest and the mail server are nowhere, but for `settings`. */
export const envWith = (settings: Record<string, string>): Env =>
  readEnv({
    DATABASE_URL: 'postgresql://app@127.0.0.1:1/nowhere',
    STRIPE_SECRET_KEY: 'sk_test_web',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_web',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: 'http://127.0.0.1:1',
    INNGEST_BASE_URL: 'http://127.0.0.1:1',
    INNGEST_EVENT_KEY: inngestKeys.eventKey,
    INNGEST_SIGNING_KEY: inngestKeys.signingKey,
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Halfpast <lessons@halfpast.test>',
    BETTER_AUTH_SECRET: '4f1b6c0d9e8a7352c1d0e9f8a7b6c5d4',
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'silent',
    ...settings,
  });
