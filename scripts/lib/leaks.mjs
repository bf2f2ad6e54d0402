import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What no log may hold, by how it looks. */
const secrets = {
  'a client secret': /(?:pi|seti)_\w+_secret_\w{8,}/,
  'a key of Stripe’s': /\b(?:sk|rk)_(?:test|live)_\w{8,}/,
  'a webhook secret': /\bwhsec_\w{8,}/,
  'a signing key': /\bsignkey-\w+-[0-9a-f]{16,}/,
  'a webhook’s signature': /\bv1=[0-9a-f]{64}\b/,
  'a bearer token': /\bbearer\s+[\w.~+/%-]{20,}/i,
  'a session cookie': /better-auth\.session_token=[^;\s"]+/,
  'a password': /demo-lesson-1|not-the-password-1|a-good-password|"password"\s*:\s*"(?!\[secret\])/,
  'a password of the database’s': /postgres(?:ql)?:\/\/[^:@\s/]+:[^@\s]+@/,
  'a card number': /\b(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2})(?:[ -]?\d{4}){3}\b/,
};

/**
 * What of it stands in a log; the line is told without the secret.
 * @param {string} log
 * @returns {string[]}
 */
export const leaksIn = (log) =>
  found(
    log,
    Object.entries(secrets).map(([name, pattern]) => [name, (line) => pattern.test(line)]),
  );

/**
 * What stands in the logs of a copy of the product, after whatever was done with it.
 * @param {{ dataDir: string }} copy
 */
export function leaksOf({ dataDir }) {
  const own = Object.values(JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))).filter(
    (secret) => !String(secret).startsWith('pk_'), // the browser's own
  );
  const ownIn = (/** @type {string} */ log) =>
    found(log, [['one of this copy’s own secrets', (line) => own.some((secret) => line.includes(secret))]]);
  const logs = readdirSync(path.join(dataDir, 'logs')).flatMap((name) => {
    const log = readFileSync(path.join(dataDir, 'logs', name), 'utf8');
    return [...leaksIn(log), ...ownIn(log)].map((leak) => `${name}: ${leak}`);
  });
  // It tells who has just started the product the demo's password and Stripe's test cards: they are nobody's secret.
  const told = ownIn(readFileSync(path.join(dataDir, 'start.log'), 'utf8'));
  return [...logs, ...told.map((leak) => `start.log: ${leak}`)];
}

/**
 * @param {string} log @param {[string, (line: string) => boolean][]} signs
 * @returns {string[]}
 */
const found = (log, signs) =>
  log
    .split('\n')
    .flatMap((line, nth) =>
      signs.filter(([, isIn]) => isIn(line)).map(([name]) => `line ${nth + 1} holds ${name}`),
    );
