import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';
import { mustRun } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const elsewhere = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const install = 'apt-get update && apt-get install -y --no-install-recommends chromium';

/**
 * The Chromium that this machine has.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env, exists = existsSync) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...candidates, ...elsewhere].find((file) => exists(file));
}

/** The Chromium for the journeys: the one that is here, else one that root installs now. */
export async function requireChromium({ say = console.log, env = process.env } = {}) {
  const found = findChromium(env);
  if (found && existsSync(found)) return found;
  if (found) throw new Refusal(`CHROMIUM_PATH names ${found}, which isn't there.`);
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the journeys …');
    await mustRun('Installing Chromium', ['sh', '-c', install], {
      quiet: true,
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium(env);
    if (installed) return installed;
  }
  throw new Refusal(
    `The journeys need Chromium. Install it (Debian, Ubuntu: sudo sh -c '${install}') or set CHROMIUM_PATH.`,
  );
}
