import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Which process a pid is right now: pids are used again, the moment of a start is not.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function identityOf(pid) {
  try {
    if (!existsSync('/proc/self/stat')) {
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
      );
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? undefined : `${boot} ${rest[18]}`;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock `file` for this process; a lock whose process is gone is taken over.
 * @param {string} file
 * @param {Record<string, unknown>} [about] what the one who meets the lock should know
 * @returns {{ tookOver: boolean, release(): void } | { holder: { pid: number, [about: string]: unknown } }}
 */
export function takeLock(file, about = {}) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ ...about, pid: process.pid, identity: identityOf(process.pid) }));
  try {
    for (let tookOver = false; ; tookOver = true) {
      if (linked(mine, file)) return { tookOver, release: () => rmSync(file, { force: true }) };
      const holder = holderOf(file);
      if (holder && identityOf(holder.pid) === holder.identity) return { holder };
      discard(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A link is made whole or not at all, and never over a file that is there. */
function linked(/** @type {string} */ from, /** @type {string} */ to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns {{ pid: number, identity: string } | undefined} undefined for a lock that is gone or torn */
function holderOf(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Two of us may find the same stale lock: whoever moves the other's fresh one away by mistake puts it back. */
function discard(
  /** @type {string} */ file,
  /** @type {{ pid: number, identity: string } | undefined} */ stale,
) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = holderOf(aside);
  if (moved && (moved.pid !== stale?.pid || moved.identity !== stale.identity)) linked(aside, file);
  rmSync(aside, { force: true });
}
