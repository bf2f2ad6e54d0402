import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';
import { inRoot, root } from './root.mjs';

const portDefaults = {
  PORT: 3000,
  STRIPE_SANDBOX_PORT: 12111,
  INNGEST_SANDBOX_PORT: 8288,
  POSTGRES_SANDBOX_PORT: 54329,
  MAIL_SANDBOX_PORT: 8025,
  SMTP_SANDBOX_PORT: 1025,
};

/** Adds what `.env` says to the environment; what is set already stays. */
export function loadEnvFile(file = inRoot('.env')) {
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * What is to run, where: a stand-in for each service that the environment does not name.
 * @param {Record<string, string | undefined>} env
 */
export function readSettings(env) {
  const standIns = {
    postgres: !env.DATABASE_URL,
    stripe: !env.STRIPE_SECRET_KEY,
    inngest: !env.INNGEST_BASE_URL && !env.INNGEST_EVENT_KEY && !env.INNGEST_SIGNING_KEY,
    mail: !env.SMTP_URL,
  };
  const ports = {
    PORT: portOf(env, 'PORT'),
    ...(standIns.stripe && { STRIPE_SANDBOX_PORT: portOf(env, 'STRIPE_SANDBOX_PORT') }),
    ...(standIns.inngest && { INNGEST_SANDBOX_PORT: portOf(env, 'INNGEST_SANDBOX_PORT') }),
    ...(standIns.postgres && { POSTGRES_SANDBOX_PORT: portOf(env, 'POSTGRES_SANDBOX_PORT') }),
    ...(standIns.mail && {
      MAIL_SANDBOX_PORT: portOf(env, 'MAIL_SANDBOX_PORT'),
      SMTP_SANDBOX_PORT: portOf(env, 'SMTP_SANDBOX_PORT'),
    }),
  };
  refuseTwice(ports);
  return {
    dataDir: path.resolve(root, env.DATA_DIR || '.data'),
    host: env.HOST || '127.0.0.1',
    publicUrl: env.PUBLIC_URL || `http://localhost:${ports.PORT}`,
    standIns,
    /** People whose password is published: in a database of somebody's own only if they are asked for. */
    demo: standIns.postgres || env.SEED_DEMO === '1',
    ports,
  };
}

/** @typedef {ReturnType<typeof readSettings>} Settings */

/**
 * @param {Record<string, string | undefined>} env
 * @param {keyof typeof portDefaults} name
 */
function portOf(env, name) {
  const port = Number(env[name] || portDefaults[name]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`${name} is "${env[name]}", which is not a port.`);
}

/** @param {Record<string, number>} ports */
function refuseTwice(ports) {
  const entries = Object.entries(ports);
  for (const [index, [name, port]] of entries.entries()) {
    const twin = entries.slice(index + 1).find((other) => other[1] === port);
    if (twin) throw new Refusal(`${name} and ${twin[0]} are both ${port}.`);
  }
}
