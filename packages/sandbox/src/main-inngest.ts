import { startInngestSandbox } from './inngest/sandbox.ts';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};
const log = (line: string) => process.stderr.write(`inngest-sandbox: ${line}\n`);

const sandbox = await startInngestSandbox({
  databaseUrl: required('SANDBOX_DATABASE_URL'),
  port: Number(process.env.INNGEST_SANDBOX_PORT ?? 8288),
  sdkUrl: required('INNGEST_SDK_URL'),
  eventKey: process.env.INNGEST_EVENT_KEY,
  signingKey: process.env.INNGEST_SIGNING_KEY,
  onError: (error) => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
});
log(`ready at ${sandbox.url}`);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await sandbox.stop();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop()); // the process that started us is gone
