import { spawn } from 'node:child_process';
import { Refusal } from './refusal.mjs';
import { root } from './root.mjs';

/** The npm that runs us, or the one on the path. */
export const npm = (/** @type {string[]} */ ...args) => {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, own, ...args] : ['npm', ...args];
};

/** A command that an installed package brings. */
export const installed = (/** @type {string} */ name, /** @type {string[]} */ ...args) => [
  `${root}/node_modules/.bin/${name}`,
  ...args,
];

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Lets a signal that ends us end the command that we run, too. */
export function endTogether() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(1);
    });
  }
}

/**
 * Runs a command to its end.
 * @param {string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal, quiet?: boolean }} [options] quiet keeps what it
 * says to itself unless it fails
 * @returns {Promise<{ code: number, output: string }>}
 */
export const runCommand = (
  [file = '', ...args],
  { env = process.env, cwd = root, signal, quiet = false } = {},
) =>
  new Promise((resolve, reject) => {
    const stdio = quiet ? 'pipe' : 'inherit';
    const child = spawn(file, args, { env, cwd, signal, stdio: ['ignore', stdio, stdio] });
    running.add(child);
    let output = '';
    const hear = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject).once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });

/**
 * Runs a command that has to succeed.
 * @param {string} what it does, for the reader of a failure
 * @param {string[]} command
 * @param {Parameters<typeof runCommand>[1]} [options]
 */
export async function mustRun(what, command, options) {
  const { code, output } = await runCommand(command, options);
  if (code !== 0) throw new Refusal(`${what} failed (${code}).\n${output.trim()}`.trim());
  return output;
}
