import { readStripeSandboxEnv } from './stripe/env.ts';
import { startStripeSandbox } from './stripe/start.ts';

const env = readStripeSandboxEnv(process.env);
const sandbox = await startStripeSandbox({
  databaseUrl: env.SANDBOX_DATABASE_URL,
  port: env.STRIPE_SANDBOX_PORT,
  webhookUrl: env.STRIPE_WEBHOOK_URL,
  webhookSecret: env.STRIPE_WEBHOOK_SECRET,
  webhookEvents: env.STRIPE_WEBHOOK_EVENTS,
});
process.stdout.write(`Stripe sandbox listens on ${sandbox.url}\n`);

const stop = () => {
  void sandbox.stop().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop);
