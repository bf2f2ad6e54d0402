import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so root runs it as this user. `undefined`: run as ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

/** The user to run PostgreSQL as: `nobody` when we are root. */
export const unprivileged = (): RunAs => {
  if (process.getuid?.() !== 0) return undefined;
  // macOS numbers nobody 4294967294, which Node takes as -2 only.
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })) | 0;
  return { uid: id('-u'), gid: id('-g') };
};

/** Whether any user may walk down to `file`, or to where it would be made. */
export function reachableByAll(file: string): boolean {
  const at = path.resolve(file);
  const passable = !existsSync(at) || (statSync(at).mode & 0o001) !== 0;
  return passable && (at === path.dirname(at) || reachableByAll(path.dirname(at)));
}
