import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { type RunAs, reachableByAll } from './run-as.ts';

const refuges = ['/var/lib/halfpast', '/var/tmp/halfpast'];

/**
 * A folder that root owns and every user can reach, for what PostgreSQL's user can't reach where it is.
 * @throws when none of `candidates` can be made, or when one belongs to somebody who could swap its contents
 */
export function makeRefuge(candidates: readonly string[] = refuges): string {
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const found = lstatSync(folder);
    if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return folder;
  }
  throw new Error(
    `None of ${candidates.join(', ')} could be made for PostgreSQL, which doesn't run as root.`,
  );
}

/** Where the cluster that was wanted at `wanted` lives: there, or below the refuge if `runAs` couldn't reach it there. */
export function clusterFolder(wanted: string, runAs: RunAs, refuge = makeRefuge): string {
  mkdirSync(path.dirname(wanted), { recursive: true });
  const absolute = path.join(realpathSync(path.dirname(wanted)), path.basename(wanted));
  const folder =
    !runAs || reachableByAll(path.dirname(absolute)) ? absolute : path.join(refuge(), nameOf(absolute));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (runAs) give(folder, runAs);
  return folder;
}

/** Makes `file` belong to PostgreSQL's user. */
export const give = (file: string, { uid, gid }: NonNullable<RunAs>) => chownSync(file, uid >>> 0, gid >>> 0);

const nameOf = (folder: string) =>
  `postgres-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
