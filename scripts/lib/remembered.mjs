import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';

/** What the app is told on top of the environment, for commands that run beside it. */
const fileIn = (/** @type {string} */ dataDir) => path.join(dataDir, 'environment.json');

/**
 * Keeps what the app is told, keys and all, for its user alone.
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} told
 * @param {NodeJS.ProcessEnv} [given] what everybody here is told anyway
 */
export function rememberEnvironment(dataDir, told, given = process.env) {
  const own = Object.entries(told).filter(([name, value]) => value !== undefined && value !== given[name]);
  rmSync(fileIn(dataDir), { force: true }); // a file that is there keeps its mode
  writeFileSync(fileIn(dataDir), `${JSON.stringify(Object.fromEntries(own), null, 2)}\n`, { mode: 0o600 });
}

/**
 * The environment of the product that was started on `dataDir`; what is set here wins.
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} [given]
 * @returns {NodeJS.ProcessEnv}
 */
export function rememberedEnvironment(dataDir, given = process.env) {
  if (!existsSync(fileIn(dataDir)))
    throw new Refusal(`Nothing was started on ${dataDir} yet: run npm start, or say where in DATA_DIR.`);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  return { ...JSON.parse(readFileSync(fileIn(dataDir), 'utf8')), ...set };
}
