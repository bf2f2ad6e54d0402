import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Refusal } from './refusal.mjs';
import { inRoot, root } from './root.mjs';

const exitWithParent = pathToFileURL(inRoot('scripts', 'lib', 'exit-with-parent.mjs')).href;
const patience = 120_000;
const mostOlderLogs = 9;

/**
 * @typedef {object} Running
 * @property {number | undefined} pid
 * @property {Promise<string>} ended resolves, however it ends, to how that was
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} Recipe
 * @property {string} name
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [cwd]
 * @property {string} [logFile] where what it says goes; to our own output if there is none
 * @property {() => Promise<boolean>} ready
 * @property {AbortSignal} [signal]
 */

/**
 * Starts a Node process that ends with us, even if we are killed, and resolves when it is ready.
 * @param {Recipe} recipe
 * @returns {Promise<Running>}
 */
export async function startChild(recipe) {
  const { name, logFile, ready, signal } = recipe;
  const child = spawnChild(recipe);
  /** @type {string | undefined} */
  let end;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    const finish = (/** @type {string} */ how) => {
      end = how;
      resolve(how);
    };
    child.once('error', (error) => finish(error.message));
    child.once('exit', (code, killer) => finish(killer ?? `exit code ${code}`));
  });
  const stop = () => stopChild(child, ended);
  const refusal = (/** @type {string} */ what) => new Refusal(`${name} ${what}.\n${tailOf(logFile)}`.trim());
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (const deadline = Date.now() + patience; !(await ready()); await sleep(50)) {
      if (end !== undefined) throw refusal(`did not start (${end})`);
      if (Date.now() > deadline) throw refusal('is not ready after two minutes');
    }
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return { pid: child.pid, ended, stop };
}

function spawnChild(/** @type {Recipe} */ { args, env, cwd = root, logFile }) {
  if (logFile) keepOlder(logFile);
  const log = logFile ? openSync(logFile, 'w', 0o600) : /** @type {const} */ ('inherit');
  const child = spawn(process.execPath, ['--import', exitWithParent, ...args], {
    env,
    cwd,
    stdio: ['ignore', log, log, 'ipc'],
    detached: true, // Ctrl-C in a terminal reaches our group; we stop what runs in order
  });
  if (log !== 'inherit') closeSync(log);
  return child;
}

/**
 * Asks a process to end, makes it end when it takes too long, and sees that nothing of its group stays.
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} ended
 */
async function stopChild(child, ended) {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const gone = await Promise.race([ended.then(() => true), sleep(8_000, false, { ref: false })]);
  if (!gone) child.kill('SIGKILL');
  await ended;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // nobody of its group was left
  }
}

/** What ends again and again has not yet forgotten why it ended first. */
function keepOlder(/** @type {string} */ file) {
  const nth = (/** @type {number} */ n) => (n === 0 ? file : `${file}.${n}`);
  for (let n = mostOlderLogs - 1; n >= 0; n--) {
    if (statSync(nth(n), { throwIfNoEntry: false })) renameSync(nth(n), nth(n + 1));
  }
}

const tailOf = (/** @type {string | undefined} */ file) =>
  file ? readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n') : '';
