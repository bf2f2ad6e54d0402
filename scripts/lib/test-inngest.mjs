import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateClientIfNeeded } from './build.mjs';
import { startChild } from './child.mjs';
import { installIfNeeded } from './install.mjs';
import { freePorts, isListening } from './ports.mjs';
import { startDatabase } from './postgres.mjs';
import { installed, runCommand } from './run.mjs';
import { secretsOf } from './secrets.mjs';

// There the sweep comes when the server's minute is over, not ours.
const patience = ['--testTimeout=360000', '--hookTimeout=360000'];
const names = ['INNGEST_BASE_URL', 'INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY'];

/**
 * Runs the saga's live tests against the Inngest server that the environment names; with `--own` against our engine,
 * started alone as such a server is.
 * @param {string[]} args what else is given chooses among the tests
 * @returns {Promise<number>} the exit code
 */
export async function testAgainstInngest(args) {
  const only = args.filter((arg) => arg !== '--own');
  const own = args.includes('--own');
  const missing = own ? [] : names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    console.error(
      `Say in ${missing.join(', ')} which Inngest server to test against; or add -- --own to test against our engine.`,
    );
    return 1;
  }
  await installIfNeeded();
  await generateClientIfNeeded();
  return own ? onOurOwn(only) : run(only, process.env);
}

/** @param {string[]} only @param {NodeJS.ProcessEnv} env */
async function run(only, env) {
  const tests = only.length > 0 ? only : ['packages/saga/src/live'];
  // One file at a time: at a server of its own each test file is an app, and each app hears of all events.
  const vitest = installed(
    'vitest',
    'run',
    '--project=integration',
    '--no-file-parallelism',
    ...patience,
    ...tests,
  );
  return (await runCommand([...vitest, '--reporter=verbose'], { env })).code;
}

/** @param {string[]} only */
async function onOurOwn(only) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'halfpast-inngest-'));
  chmodSync(dataDir, 0o711); // PostgreSQL's user walks through it
  const [port = 0, postgresPort = 0] = await freePorts(2);
  const database = await startDatabase({ dataDir, port: postgresPort });
  const secrets = secretsOf(dataDir);
  const keys = { INNGEST_EVENT_KEY: secrets.inngestEventKey, INNGEST_SIGNING_KEY: secrets.inngestSigningKey };
  try {
    const engine = await startChild({
      name: 'The engine',
      args: ['--import', 'tsx', 'packages/sandbox/src/main-inngest.ts'],
      env: {
        ...process.env,
        ...keys,
        SANDBOX_DATABASE_URL: database.sandboxUrl,
        INNGEST_SANDBOX_PORT: String(port),
        INNGEST_SDK_URL: undefined,
      },
      ready: () => isListening(port),
    });
    try {
      return await run(only, { ...process.env, ...keys, INNGEST_BASE_URL: `http://127.0.0.1:${port}` });
    } finally {
      await engine.stop();
    }
  } finally {
    await database.stop();
    for (const left of [dataDir, database.clusterDir, `${database.clusterDir}.password`])
      rmSync(left, { recursive: true, force: true });
  }
}
