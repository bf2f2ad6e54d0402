import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { announcement } from './announce.mjs';
import { environments } from './environment.mjs';
import { keepRunning } from './keep-running.mjs';
import { launchers } from './launchers.mjs';
import { takeLock } from './lock.mjs';
import { onceOrphaned } from './orphaned.mjs';
import { requireFreePorts } from './ports.mjs';
import { Refusal } from './refusal.mjs';
import { rememberEnvironment } from './remembered.mjs';
import { inRoot } from './root.mjs';
import { installed, mustRun } from './run.mjs';
import { secretsOf } from './secrets.mjs';
import { loadEnvFile, readSettings } from './settings.mjs';
import { setUp } from './setup.mjs';

const say = (/** @type {string} */ line) => console.log(line);

/** Starts everything, says where it is, and stops it all again when asked to. */
export async function startProduct({ dev = false } = {}) {
  const abort = new AbortController();
  /** @type {(() => unknown)[]} what undoes what was started, oldest first */
  const undo = [];
  const stopAll = async () => {
    for (const stop of undo.splice(0).reverse()) await stop();
  };
  const end = async () => {
    if (abort.signal.aborted) return;
    say('\nStopping …');
    abort.abort();
    await stopAll();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  process.once('disconnect', end); // whoever forked us is gone
  if (process.env.npm_lifecycle_event) onceOrphaned(end);
  try {
    await bringUp({ dev, undo, signal: abort.signal });
  } catch (error) {
    if (abort.signal.aborted) return;
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    await stopAll();
    process.exit(1);
  }
}

/** @param {{ dev: boolean, undo: (() => unknown)[], signal: AbortSignal }} options */
async function bringUp({ dev, undo, signal }) {
  const began = performance.now();
  if (!process.argv.includes('--no-env-file')) loadEnvFile();
  const settings = readSettings(process.env);
  const { dataDir, host, standIns, ports } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 }); // PostgreSQL's user walks through it
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const tookOver = lockData(settings, undo);
  const { POSTGRES_SANDBOX_PORT: postgresPort = 0, ...ownPorts } = ports;
  await requireFreePorts(ownPorts, { host, patience: tookOver ? 10_000 : 0 });
  if (!process.argv.includes('--built')) await setUp({ dev, say, signal });

  /** @param {string} name @param {() => Promise<import('./child.mjs').Running>} launch */
  const keep = async (name, launch) => {
    const kept = await keepRunning(name, launch, { say });
    undo.push(kept.stop);
    signal.throwIfAborted();
    return kept;
  };
  const { url, sandboxUrl, clusterDir } = standIns.postgres
    ? await embeddedDatabases({ dataDir, port: postgresPort, keep })
    : {
        url: process.env.DATABASE_URL ?? '',
        sandboxUrl: process.env.DATABASE_URL ?? '',
        clusterDir: undefined,
      };
  const secrets = secretsOf(dataDir);
  const env = environments({ settings, secrets, env: process.env, databaseUrl: url, sandboxUrl });
  rememberEnvironment(dataDir, env.app);
  const launch = launchers({ settings, env, dev, signal });
  await Promise.all([
    prepareDatabase({ url, demo: settings.demo, signal }),
    standIns.stripe && keep('The Stripe stand-in', launch.stripe),
    standIns.inngest && keep('The Inngest stand-in', launch.inngest),
    standIns.mail && keep('The mailbox', launch.mail),
  ]);
  await keep('The app', launch.app);
  say(announcement({ settings, seconds: (performance.now() - began) / 1_000, clusterDir }));
  process.send?.({ url: settings.publicUrl, databaseUrl: url, clusterDir });
}

/** Refuses a folder whose product runs already. @returns whether a killed run had left its lock */
function lockData(
  /** @type {import('./settings.mjs').Settings} */ settings,
  /** @type {(() => unknown)[]} */ undo,
) {
  const lock = takeLock(path.join(settings.dataDir, 'start.lock'), { url: settings.publicUrl });
  if ('holder' in lock) {
    const { url, pid } = lock.holder;
    throw new Refusal(`Halfpast already runs from this folder, at ${url} (process ${pid}).`);
  }
  undo.push(lock.release);
  return lock.tookOver;
}

/** @param {{ dataDir: string, port: number, keep: Function }} options */
async function embeddedDatabases({ dataDir, port, keep }) {
  const { startDatabase, leftOn } = await import('./postgres.mjs');
  if ((await leftOn(dataDir)) !== port)
    await requireFreePorts({ POSTGRES_SANDBOX_PORT: port }, { patience: 3_000 });
  /** @type {Awaited<ReturnType<typeof startDatabase>> | undefined} */
  let database;
  await keep('PostgreSQL', async () => {
    database = await startDatabase({ dataDir, port });
    return database;
  });
  if (!database) throw new Error('PostgreSQL is kept running and was never started');
  return database;
}

/**
 * Brings the schema up to date and fills in the demo, if it is wanted; both change nothing the second time.
 * @param {{ url: string, demo: boolean, signal: AbortSignal }} options
 */
async function prepareDatabase({ url, demo, signal }) {
  const env = { ...process.env, DATABASE_URL: url, SEED_DEMO: '1' };
  const options = { env, cwd: inRoot('prisma'), signal, quiet: true };
  await mustRun('The migration', installed('prisma', 'migrate', 'deploy'), options);
  if (demo) await mustRun('The seed', installed('tsx', 'seed/main.ts'), options);
}
