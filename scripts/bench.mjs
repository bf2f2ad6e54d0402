import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether, runCommand } = await import('./lib/run.mjs');
endTogether();
const { setUp } = await import('./lib/setup.mjs');
await setUp();
const { startCopy } = await import('./lib/product.mjs');
const { secretsOf } = await import('./lib/secrets.mjs');

const copy = await startCopy({ LOG_LEVEL: 'warn' });
try {
  const { code } = await runCommand(
    [process.execPath, '--import', 'tsx', 'bench/src/main.ts', ...process.argv.slice(2)],
    {
      env: {
        ...process.env,
        BENCH_URL: copy.url,
        BENCH_STRIPE_URL: copy.stripeUrl,
        BENCH_DATABASE_URL: copy.databaseUrl,
        BENCH_WEBHOOK_SECRET: secretsOf(copy.dataDir).stripeWebhookSecret,
        BENCH_PID: String(copy.pid()),
      },
    },
  );
  process.exitCode = code;
} finally {
  await copy.stop();
}
