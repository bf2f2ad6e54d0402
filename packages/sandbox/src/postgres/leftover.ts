import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops a server that a killed run left on `dataDir`. A pid that belongs to somebody else by now is left alone. */
export async function stopLeftover(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === undefined) return;
  if (!serves(pid, dataDir)) return rmSync(pidFile, { force: true });
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 300 && serves(pid, dataDir); tries++) await sleep(100);
}

/** The port that the server left on `dataDir` listens on, if there is one. */
export function leftoverPort(dataDir: string): number | undefined {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  return pid !== undefined && serves(pid, dataDir)
    ? Number(readFileSync(pidFile, 'utf8').split('\n')[3])
    : undefined;
}

const pidIn = (pidFile: string): number | undefined => {
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : Number.NaN;
  return pid > 0 ? pid : undefined;
};

const serves = (pid: number, dataDir: string): boolean => {
  const command = commandOf(pid);
  return /\bpostgres\b/.test(command) && command.includes(dataDir);
};

/** The command line of a process, empty once it is gone. */
const commandOf = (pid: number): string => {
  try {
    return existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
};
