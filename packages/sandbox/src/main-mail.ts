import { readMailSandboxEnv } from './mail/env.ts';
import { startMailSandbox } from './mail/start.ts';

const env = readMailSandboxEnv(process.env);
const sandbox = await startMailSandbox({
  folder: env.MAIL_SANDBOX_DIR,
  port: env.MAIL_SANDBOX_PORT,
  smtpPort: env.SMTP_SANDBOX_PORT,
});
process.stdout.write(`Mail sandbox listens on ${sandbox.smtpUrl}, its page is ${sandbox.url}\n`);

const stop = () => {
  void sandbox.stop().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, stop);
