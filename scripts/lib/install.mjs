import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { mustRun, npm } from './run.mjs';

const lockfile = inRoot('package-lock.json');
const stamp = inRoot('node_modules', '.halfpast-lockfile');
const npmsOwnStamp = inRoot('node_modules', '.package-lock.json');

/**
 * Installs the packages when they are missing or older than the lockfile.
 * @param {{ say?: (line: string) => void, signal?: AbortSignal | undefined }} [options]
 */
export async function installIfNeeded({ say = console.log, signal } = {}) {
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (isInstalled(wanted)) return;
  say('Installing packages (a minute or two) …');
  await mustRun('npm ci', npm('ci', '--no-audit', '--no-fund', '--loglevel=error'), { signal });
  writeFileSync(stamp, wanted);
}

/** npm writes its own stamp at the very end, so half an installation has none. */
function isInstalled(/** @type {string} */ wanted) {
  if (!existsSync(npmsOwnStamp)) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  return statSync(npmsOwnStamp).mtimeMs >= statSync(lockfile).mtimeMs;
}
