import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfNeeded, generateClientIfNeeded } from './build.mjs';
import { installIfNeeded } from './install.mjs';
import { takeLock } from './lock.mjs';
import { inRoot } from './root.mjs';

/**
 * Installs and builds what is missing; one at a time in a clone, as two copies of the product may start from it at once.
 * @param {{ dev?: boolean, say?: (line: string) => void, signal?: AbortSignal | undefined }} [options]
 */
export async function setUp({ dev = false, say = console.log, signal } = {}) {
  const release = await lockSetup(say, signal);
  try {
    await installIfNeeded({ say, signal });
    await (dev ? generateClientIfNeeded : buildIfNeeded)({ say, signal });
  } finally {
    release();
  }
}

/** @param {(line: string) => void} say @param {AbortSignal | undefined} signal */
async function lockSetup(say, signal) {
  for (let waited = false; ; waited = true) {
    const lock = takeLock(inRoot('.setup.lock'));
    if ('release' in lock) return lock.release;
    if (!waited) say(`Waiting for another copy that installs or builds here (process ${lock.holder.pid}) …`);
    await sleep(500, undefined, { signal });
  }
}
