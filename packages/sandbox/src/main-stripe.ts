import { readStripeSandboxEnv } from './stripe/env.ts';
import { startStripeSandbox } from './stripe/start.ts';

const env = readStripeSandboxEnv(process.env);
const [secret] = env.STRIPE_WEBHOOK_SECRET.split(',');
const sandbox = await startStripeSandbox({
  databaseUrl: env.SANDBOX_DATABASE_URL,
  port: env.STRIPE_SANDBOX_PORT,
  webhookUrl: env.STRIPE_WEBHOOK_URL,
  webhookSecret: secret ?? '',
  webhookEvents: env.STRIPE_WEBHOOK_EVENTS,
});
process.stdout.write(`Stripe sandbox listens on ${sandbox.url}\n`);

let stopping: Promise<void> | undefined;
const stop = () => {
  stopping ??= sandbox.stop().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop);
