import path from 'node:path';
import { startChild } from './child.mjs';
import { isListening } from './ports.mjs';
import { inRoot } from './root.mjs';

/**
 * How each process but PostgreSQL is started.
 * @param {{ settings: import('./settings.mjs').Settings, dev: boolean, signal: AbortSignal,
 *   env: ReturnType<typeof import('./environment.mjs').environments> }} options
 */
export function launchers({ settings: { dataDir, host, ports }, env, dev, signal }) {
  const logFile = (/** @type {string} */ name) => path.join(dataDir, 'logs', `${name}.log`);
  /** @param {'stripe' | 'inngest' | 'mail'} name @param {number | undefined} port */
  const standIn =
    (name, port = 0) =>
    () =>
      startChild({
        name: `The ${name} stand-in`,
        // A small heap: the stand-ins make short-lived rows, and share one machine with all the rest.
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
  const next = inRoot('node_modules', 'next', 'dist', 'bin', 'next');
  return {
    stripe: standIn('stripe', ports.STRIPE_SANDBOX_PORT),
    inngest: standIn('inngest', ports.INNGEST_SANDBOX_PORT),
    mail: standIn('mail', ports.SMTP_SANDBOX_PORT), // it opens this one last
    app: () =>
      startChild({
        name: 'The app',
        // On a large machine V8 lets garbage lie for long; the app lives well with much less. What a request leaves
        // behind is young: room for more of it makes collecting it rare.
        args: [
          ...(dev ? [] : ['--max-old-space-size=320', '--max-semi-space-size=64']),
          next,
          dev ? 'dev' : 'start',
          '-p',
          String(ports.PORT),
          '-H',
          host,
        ],
        env: { ...env.app, NODE_ENV: dev ? 'development' : 'production' },
        cwd: inRoot('apps', 'web'),
        ...(!dev && { logFile: logFile('app') }), // whoever changes it wants to see what it says
        ready: () => isHealthy(ports.PORT),
        signal,
      }),
  };
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
