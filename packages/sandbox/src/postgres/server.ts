import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresBinaries } from './binaries.ts';
import { leftoverPort, stopLeftover } from './leftover.ts';
import { clusterFolder, give } from './places.ts';
import { type RunAs, unprivileged } from './run-as.ts';

const run = promisify(execFile);

export type PostgresOptions = {
  /** Where the cluster should live; made if it isn't there. */
  readonly dataDir: string;
  readonly port: number;
  /** false gives up crash safety for speed: for tests only. */
  readonly durable: boolean;
};

export type PostgresServer = {
  /** The connection string of a database of this server. */
  url(database: string): string;
  /** Where the cluster lives: elsewhere than wanted if PostgreSQL's user could not reach that. */
  readonly dataDir: string;
  readonly pid: number | undefined;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

const speedOverSafety = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/**
 * Starts a real PostgreSQL on a loopback port and resolves when it answers. It ends with us, however we end; one that was
 * left behind nevertheless is stopped first.
 */
export async function startPostgres({ dataDir, port, durable }: PostgresOptions): Promise<PostgresServer> {
  const runAs = unprivileged();
  const bin = postgresBinaries(runAs);
  const folder = clusterFolder(dataDir, runAs);
  await stopLeftover(folder);
  const password = await initialise(folder, bin, runAs, durable);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const flags = [...settings, ...(durable ? [] : speedOverSafety)].flatMap((setting) => ['-c', setting]);
  const child = spawn(path.join(bin, 'postgres'), ['-D', folder, '-p', String(port), ...flags], {
    ...runAs,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C in a terminal reaches our group; we stop PostgreSQL ourselves, last
  });
  const complaints = lastOf(child);
  const ended = new Promise<void>((resolve) =>
    child.once('error', () => resolve()).once('exit', () => resolve()),
  );
  endWithUs(child, runAs);
  const url = (database: string) => `postgresql://app:${password}@127.0.0.1:${port}/${database}`;
  while (!(await answers(url('postgres')))) {
    if (!isRunning(child)) throw new Error(`PostgreSQL did not start on port ${port}: ${complaints()}`);
    await sleep(30);
  }
  return {
    url,
    dataDir: folder,
    pid: child.pid,
    ended,
    async stop() {
      child.kill('SIGINT'); // fast shutdown: open connections are closed, everything committed is kept
      await ended;
    },
  };
}

/** The port of a server that a killed run left on the cluster wanted at `dataDir`, if there is one. */
export const portOfLeftover = (dataDir: string): number | undefined =>
  leftoverPort(clusterFolder(dataDir, unprivileged()));

/** Makes the database if it isn't there yet. */
export async function ensureDatabase(server: PostgresServer, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Makes the cluster if it isn't there. Its password lies beside it: any user of the machine can reach the port. */
async function initialise(folder: string, bin: string, runAs: RunAs, durable: boolean): Promise<string> {
  const passwordFile = `${folder}.password`;
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    const half = `${folder}.new`; // a run killed in here leaves no half of a cluster
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 });
    if (runAs) for (const file of [half, passwordFile]) give(file, runAs);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['-U', 'app', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const args = ['-D', half, ...access, ...locale, ...(durable ? [] : ['--no-sync'])];
    await run(path.join(bin, 'initdb'), args, { ...runAs, cwd: half }).catch(({ stderr, message }) => {
      throw new Error(`PostgreSQL could not make its files in ${folder}: ${stderr || message}`);
    });
    renameSync(half, folder);
  }
  return readFileSync(passwordFile, 'utf8');
}

/** A watcher that outlives us by a moment: its input ends when we do, even by SIGKILL, and it stops PostgreSQL then. */
function endWithUs(child: ChildProcess, runAs: RunAs): void {
  if (child.pid === undefined) return;
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(child.pid)], {
    ...runAs,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.once('exit', () => watcher.kill('SIGKILL'));
  watcher.unref();
}

const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** What the process said last on its error output. */
function lastOf(child: ChildProcess): () => string {
  let said = '';
  child.once('error', (error) => {
    said += error.message;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2_000);
  });
  return () => said.trim();
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {}); // a server that is shutting down hangs up on us
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
