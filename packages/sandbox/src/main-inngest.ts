import { readInngestSandboxEnv } from './inngest/env.ts';
import { startInngestSandbox } from './inngest/sandbox.ts';

const env = readInngestSandboxEnv(process.env);
const sandbox = await startInngestSandbox({
  databaseUrl: env.SANDBOX_DATABASE_URL,
  port: env.INNGEST_SANDBOX_PORT,
  sdkUrl: env.INNGEST_SDK_URL,
  eventKey: env.INNGEST_EVENT_KEY,
  signingKey: env.INNGEST_SIGNING_KEY,
  onError: (error) =>
    process.stderr.write(`Inngest sandbox: ${error instanceof Error ? error.message : error}\n`),
});
process.stdout.write(`Inngest sandbox listens on ${sandbox.url}\n`);

const stop = () => {
  void sandbox.stop().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop);
