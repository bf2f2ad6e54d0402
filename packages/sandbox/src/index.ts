export { type InngestSandbox, type InngestSandboxOptions, startInngestSandbox } from './inngest/sandbox.ts';
export { ensureDatabase, type PostgresServer, startPostgres } from './postgres/server.ts';
export { createTemplateDatabase, createTestDatabase, freePort } from './postgres/testing.ts';
export { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from './stripe/start.ts';
