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
 * Starts a throw-away copy of the product, which is built, the way its users do, on free ports and with data of its own.
 * @param {Record<string, string>} [env] what this copy is told on top
 * @returns {Promise<{ url: string, stripeUrl: string, mailUrl: string, databaseUrl: string, pid: number, stop(): Promise<void> }>}
 */
export async function startCopy(env = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'halfpast-copy-'));
  const [app, stripe, inngest, postgres, mail, smtp] = (await freePorts(6)).map(String);
  const logFile = path.join(dataDir, 'start.log');
  const log = openSync(logFile, 'w');
  const child = fork(inRoot('scripts', 'start.mjs'), ['--no-env-file', '--built'], {
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...withoutServices(),
      PORT: app,
      STRIPE_SANDBOX_PORT: stripe,
      INNGEST_SANDBOX_PORT: inngest,
      POSTGRES_SANDBOX_PORT: postgres,
      MAIL_SANDBOX_PORT: mail,
      SMTP_SANDBOX_PORT: smtp,
      DATA_DIR: dataDir,
      ...env,
    },
  });
  closeSync(log);
  const ended = once(child, 'exit');
  const killWithUs = () => child.kill('SIGTERM');
  process.once('exit', killWithUs);
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message),
    ended.then(() => undefined),
  ]);
  const clean = () => {
    process.off('exit', killWithUs);
    for (const left of [dataDir, ready?.clusterDir, `${ready?.clusterDir}.password`]) {
      if (left) rmSync(left, { recursive: true, force: true });
    }
  };
  if (!ready) {
    const why = readFileSync(logFile, 'utf8').trim();
    clean();
    throw new Refusal(`The product did not start.\n${why}`);
  }
  return {
    url: ready.url,
    databaseUrl: ready.databaseUrl,
    stripeUrl: `http://127.0.0.1:${stripe}`,
    mailUrl: `http://127.0.0.1:${mail}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      clean();
    },
  };
}
