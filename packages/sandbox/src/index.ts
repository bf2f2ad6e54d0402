export { type InngestSandbox, type InngestSandboxOptions, startInngestSandbox } from './inngest/sandbox.ts';
export { type MailSandbox, type MailSandboxOptions, startMailSandbox } from './mail/start.ts';
export { ensureDatabase, type PostgresServer, startPostgres } from './postgres/server.ts';
export { createTemplateDatabase, createTestDatabase, freePort } from './postgres/testing.ts';
export {
  openStripe,
  type StripeInProcess,
  type StripeInProcessOptions,
  type StripeLedger,
} from './stripe/in-process.ts';
export { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from './stripe/start.ts';
export { type LiveServer, listen } from './testing/listen.ts';
export { openWebhookDoor } from './testing/webhook-door.ts';
