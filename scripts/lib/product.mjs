import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './ports.mjs';
import { Refusal } from './refusal.mjs';
import { inRoot } from './root.mjs';

/** The environment without anything that would tie a throw-away copy to a real service. */
export const withoutServices = (env = process.env) =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(DATABASE_URL|PUBLIC_URL|HOST|STRIPE_|INNGEST_|SMTP_|MAIL_|BETTER_AUTH_)/.test(name),
    ),
  );

/**
 * @typedef {object} Copy
 * @property {string} url
 * @property {string} stripeUrl
 * @property {string} mailUrl
 * @property {string} databaseUrl
 * @property {string} dataDir
 * @property {() => number} pid of the process that runs now
 * @property {() => Promise<unknown>} ended resolves when that process has ended
 * @property {() => Promise<void>} startAgain after it has ended: on the same data and ports
 * @property {(options?: { keepData?: boolean }) => Promise<void>} stop
 */

/**
 * Starts a throw-away copy of the product, which is built, the way its users do, on free ports and with data of its own.
 * @param {Record<string, string>} [env] what this copy is told on top
 * @returns {Promise<Copy>}
 */
export async function startCopy(env = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'halfpast-copy-'));
  const [app, stripe, inngest, postgres, mail, smtp] = (await freePorts(6)).map(String);
  const launch = () =>
    launchCopy(dataDir, {
      PORT: app,
      STRIPE_SANDBOX_PORT: stripe,
      INNGEST_SANDBOX_PORT: inngest,
      POSTGRES_SANDBOX_PORT: postgres,
      MAIL_SANDBOX_PORT: mail,
      SMTP_SANDBOX_PORT: smtp,
      DATA_DIR: dataDir,
      ...env,
    });
  const clean = (/** @type {string | undefined} */ clusterDir) => {
    for (const left of [dataDir, clusterDir, `${clusterDir}.password`]) {
      if (left) rmSync(left, { recursive: true, force: true });
    }
  };
  let running = await launch().catch((error) => {
    clean(undefined);
    throw error;
  });
  const { url, databaseUrl, clusterDir } = running.ready;
  return {
    url,
    databaseUrl,
    dataDir,
    stripeUrl: `http://127.0.0.1:${stripe}`,
    mailUrl: `http://127.0.0.1:${mail}`,
    pid: () => running.pid,
    ended: () => running.ended,
    async startAgain() {
      running = await launch();
    },
    async stop({ keepData = false } = {}) {
      await running.stop();
      if (!keepData) clean(clusterDir);
    },
  };
}

/** @param {string} dataDir @param {NodeJS.ProcessEnv} env */
async function launchCopy(dataDir, env) {
  const logFile = path.join(dataDir, 'start.log');
  const log = openSync(logFile, 'a');
  const child = fork(inRoot('scripts', 'start.mjs'), ['--no-env-file', '--built'], {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...withoutServices(), ...env },
  });
  closeSync(log);
  const killWithUs = () => child.kill('SIGTERM');
  process.once('exit', killWithUs);
  const ended = once(child, 'exit').finally(() => process.off('exit', killWithUs));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message),
    ended.then(() => undefined),
  ]);
  if (!ready) throw new Refusal(`The product did not start.\n${readFileSync(logFile, 'utf8').trim()}`);
  return { ready, pid: child.pid ?? 0, ended, stop };
}
