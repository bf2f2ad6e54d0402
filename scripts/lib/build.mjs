import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';
import { installed, mustRun } from './run.mjs';

const quietTools = { NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
const notSources =
  /(^|\/)(node_modules|\.next|\.turbo|e2e|coverage|test-results)(\/|$)|\.test\.tsx?$|\.tsbuildinfo$|(^|\/)next-env\.d\.ts$/;
const generated = 'prisma/src/generated';
const buildSources = [
  'package-lock.json',
  'tsconfig.base.json',
  'turbo.json',
  'apps/web',
  'packages',
  'prisma',
];

/** Builds the app, unless the last build was made of the very same sources. */
export const buildIfNeeded = (
  /** @type {{ say?: (line: string) => void, signal?: AbortSignal | undefined }} */ options = {},
) =>
  runIfChanged(
    buildSources,
    inRoot('apps', 'web', '.next', 'halfpast-sources'),
    ['build'],
    'Building',
    options,
  );

/** Generates the database client, unless the schema is the one it was made of. */
export const generateClientIfNeeded = (
  /** @type {{ say?: (line: string) => void, signal?: AbortSignal | undefined }} */ options = {},
) =>
  runIfChanged(
    ['package-lock.json', 'prisma/schema'],
    inRoot(generated, '.halfpast-sources'),
    ['build', '--filter=@halfpast/prisma'],
    'Generating the database client',
    options,
  );

/**
 * @param {string[]} sources @param {string} stamp @param {string[]} task @param {string} what
 * @param {{ say?: (line: string) => void, signal?: AbortSignal | undefined }} options
 */
async function runIfChanged(sources, stamp, task, what, { say = console.log, signal }) {
  const now = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say(`${what} …`);
  const command = installed('turbo', 'run', ...task, '--output-logs=errors-only', '--no-color');
  await mustRun(what, command, {
    signal,
    quiet: true,
    env: { ...process.env, ...quietTools, NODE_ENV: 'production' },
  });
  writeFileSync(stamp, now);
}

/** One hash over the names and contents of all files at or below `sources`. */
export function hashOf(/** @type {string[]} */ sources, base = inRoot()) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(base, source)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(base, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @returns {string[]} */
function filesBelow(/** @type {string} */ base, /** @type {string} */ source) {
  const found = statSync(path.join(base, source), { throwIfNoEntry: false });
  if (!found || notSources.test(source) || source === generated) return [];
  if (!found.isDirectory()) return [source];
  return readdirSync(path.join(base, source)).flatMap((name) => filesBelow(base, `${source}/${name}`));
}
