import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { announcement } from './announce.mjs';
import { startChild } from './child.mjs';
import { environments } from './environment.mjs';
import { keepRunning } from './keep-running.mjs';
import { takeLock } from './lock.mjs';
import { isListening, requireFreePorts } from './ports.mjs';
import { Refusal } from './refusal.mjs';
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (abort.signal.aborted) return;
      say('\nStopping …');
      abort.abort();
      await stopAll();
      process.exit(0);
    });
  }
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
  const { dataDir, standIns, ports } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 }); // PostgreSQL's user walks through it
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const tookOver = lockData(settings, undo);
  const { POSTGRES_SANDBOX_PORT: postgresPort = 0, ...ownPorts } = ports;
  await requireFreePorts(ownPorts, { host: settings.host, patience: tookOver ? 10_000 : 0 });
  if (!process.argv.includes('--built')) await setUp({ dev, say, signal });

  /** @param {string} name @param {() => Promise<import('./child.mjs').Running>} launch */
  const keep = async (name, launch) => {
    const kept = await keepRunning(name, launch, { say });
    undo.push(kept.stop);
    signal.throwIfAborted();
    return kept;
  };
  const databases = standIns.postgres
    ? await embeddedDatabases({ dataDir, port: postgresPort, keep })
    : { url: process.env.DATABASE_URL ?? '', sandboxUrl: process.env.DATABASE_URL ?? '' };
  const secrets = secretsOf(dataDir);
  const { url: databaseUrl, sandboxUrl } = databases;
  const env = environments({ settings, secrets, env: process.env, databaseUrl, sandboxUrl });
  const logFile = (/** @type {string} */ name) => path.join(dataDir, 'logs', `${name}.log`);

  /** @param {'stripe' | 'inngest'} name @param {number} port */
  const standIn = (name, port) => () =>
    startChild({
      name: `The ${name} stand-in`,
      // Small young generations: the stand-ins make short-lived rows, and share one machine with all the rest.
      args: [
        '--max-semi-space-size=2',
        '--max-old-space-size=128',
        '--import',
        'tsx',
        `packages/sandbox/src/main-${name}.ts`,
      ],
      env: env[name],
      logFile: logFile(name),
      ready: () => isListening(port),
      signal,
    });
  await Promise.all([
    prepareDatabase(databaseUrl, signal),
    ports.STRIPE_SANDBOX_PORT && keep('The Stripe stand-in', standIn('stripe', ports.STRIPE_SANDBOX_PORT)),
    ports.INNGEST_SANDBOX_PORT &&
      keep('The Inngest stand-in', standIn('inngest', ports.INNGEST_SANDBOX_PORT)),
  ]);
  await keep('The app', () =>
    startChild({
      name: 'The app',
      args: [
        inRoot('node_modules/next/dist/bin/next'),
        dev ? 'dev' : 'start',
        '-p',
        `${ports.PORT}`,
        '-H',
        settings.host,
      ],
      env: { ...env.app, NODE_ENV: dev ? 'development' : 'production' },
      cwd: inRoot('apps', 'web'),
      logFile: logFile('app'),
      ready: () => isHealthy(ports.PORT),
      signal,
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  say(announcement({ settings, seconds, clusterDir: databases.dataDir }));
  process.send?.({ url: settings.publicUrl, databaseUrl, clusterDir: databases.dataDir });
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
  const database = await keep('PostgreSQL', () => startDatabase({ dataDir, port }));
  return database.current();
}

/** Brings the schema up to date and fills in tutors and demo accounts; both change nothing the second time. */
async function prepareDatabase(/** @type {string} */ databaseUrl, /** @type {AbortSignal} */ signal) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const options = { env, cwd: inRoot('prisma'), signal, quiet: true };
  await mustRun('The migration', installed('prisma', 'migrate', 'deploy'), options);
  await mustRun('The seed', installed('tsx', 'seed/main.ts'), options);
}

async function isHealthy(/** @type {number} */ port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(30_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
