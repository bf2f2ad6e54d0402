import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const hex = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex');

const fresh = () => ({
  authSecret: hex(32),
  stripeSecretKey: `sk_test_${hex(16)}`,
  stripePublishableKey: `pk_test_${hex(16)}`,
  stripeWebhookSecret: `whsec_${hex(24)}`,
  inngestEventKey: hex(16),
  inngestSigningKey: `signkey-test-${hex(32)}`,
});

/** @typedef {ReturnType<typeof fresh>} Secrets */

/**
 * The keys of this copy, made once and kept in `dataDir` for its user alone.
 * @param {string} dataDir
 * @returns {Secrets}
 */
export function secretsOf(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = { ...fresh(), ...known };
  if (Object.keys(secrets).some((name) => !(name in known))) {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}
