import path from 'node:path';

/** As the endpoint is set up at Stripe: only what the app reads (README, Configure). */
export const handledEvents = [
  ...['succeeded', 'payment_failed', 'processing', 'canceled'].map((what) => `payment_intent.${what}`),
  ...['created', 'updated', 'failed'].map((what) => `refund.${what}`),
  'charge.refunded',
  ...['created', 'updated', 'closed'].map((what) => `charge.dispute.${what}`),
];

/**
 * What each process is told, over what the environment says already. Each knows only what it needs.
 * @param {{ settings: import('./settings.mjs').Settings, secrets: import('./secrets.mjs').Secrets,
 *   env: NodeJS.ProcessEnv, databaseUrl: string, sandboxUrl: string }} from
 */
export function environments({ settings, secrets, env: given, databaseUrl, sandboxUrl }) {
  // npm's own variables are none of theirs, and Inngest's SDK copies the whole environment several times a request.
  const env = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('npm_')));
  const { ports, standIns, publicUrl } = settings;
  const app = `http://127.0.0.1:${ports.PORT}`;
  const stripe = `http://127.0.0.1:${ports.STRIPE_SANDBOX_PORT}`;
  const inngest = `http://127.0.0.1:${ports.INNGEST_SANDBOX_PORT}`;
  const webhookSecret = env.STRIPE_WEBHOOK_SECRET || secrets.stripeWebhookSecret;
  return {
    app: {
      ...env,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: publicUrl,
      BETTER_AUTH_SECRET: env.BETTER_AUTH_SECRET || secrets.authSecret,
      ...(standIns.stripe && {
        STRIPE_SECRET_KEY: secrets.stripeSecretKey,
        STRIPE_PUBLISHABLE_KEY: secrets.stripePublishableKey,
        STRIPE_WEBHOOK_SECRET: webhookSecret,
        STRIPE_API_URL: stripe,
        STRIPE_JS_URL: `${stripe}/stripe.js`,
      }),
      ...(standIns.inngest && {
        INNGEST_BASE_URL: inngest,
        INNGEST_EVENT_KEY: secrets.inngestEventKey,
        INNGEST_SIGNING_KEY: secrets.inngestSigningKey,
        INNGEST_DEV: undefined, // it would turn the signatures off
      }),
      ...(standIns.mail && {
        SMTP_URL: `smtp://127.0.0.1:${ports.SMTP_SANDBOX_PORT}`,
        MAIL_FROM: env.MAIL_FROM || 'Halfpast <lessons@halfpast.test>',
      }),
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stripe: {
      ...env,
      SANDBOX_DATABASE_URL: sandboxUrl,
      STRIPE_SANDBOX_PORT: String(ports.STRIPE_SANDBOX_PORT),
      STRIPE_WEBHOOK_URL: `${app}/api/webhooks/stripe`,
      STRIPE_WEBHOOK_SECRET: webhookSecret.split(',')[0]?.trim(),
      STRIPE_WEBHOOK_EVENTS: handledEvents.join(','),
    },
    inngest: {
      ...env,
      SANDBOX_DATABASE_URL: sandboxUrl,
      INNGEST_SANDBOX_PORT: String(ports.INNGEST_SANDBOX_PORT),
      INNGEST_SDK_URL: `${app}/api/inngest`,
      INNGEST_EVENT_KEY: secrets.inngestEventKey,
      INNGEST_SIGNING_KEY: secrets.inngestSigningKey,
    },
    mail: {
      ...env,
      MAIL_SANDBOX_DIR: path.join(settings.dataDir, 'mail'),
      MAIL_SANDBOX_PORT: String(ports.MAIL_SANDBOX_PORT),
      SMTP_SANDBOX_PORT: String(ports.SMTP_SANDBOX_PORT),
    },
  };
}
