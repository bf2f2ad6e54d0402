import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether, installed, runCommand } = await import('./lib/run.mjs');
endTogether();
const { Refusal } = await import('./lib/refusal.mjs');
const { rememberedEnvironment } = await import('./lib/remembered.mjs');
const { inRoot } = await import('./lib/root.mjs');
const { loadEnvFile, readSettings } = await import('./lib/settings.mjs');

loadEnvFile();
try {
  const env = rememberedEnvironment(readSettings(process.env).dataDir);
  const { code } = await runCommand(installed('tsx', inRoot('scripts', 'reconcile.ts')), {
    env: { LOG_LEVEL: 'warn', ...env },
  });
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
