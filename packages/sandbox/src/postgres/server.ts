import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresBinaries, unprivileged } from './binaries.ts';

const run = promisify(execFile);

export type PostgresOptions = {
  /** Where the cluster lives; made if it isn't there. */
  readonly dataDir: string;
  readonly port: number;
  /** false gives up crash safety for speed: for tests only. */
  readonly durable: boolean;
};

export type PostgresServer = {
  /** The connection string of a database of this server. */
  url(database: string): string;
  stop(): Promise<void>;
};

const speedOverSafety = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/**
 * Starts a real PostgreSQL on a loopback port and resolves when it answers. A server that an earlier, killed run left on
 * the same folder is stopped first.
 */
export async function startPostgres({ dataDir, port, durable }: PostgresOptions): Promise<PostgresServer> {
  const runAs = unprivileged();
  const bin = postgresBinaries(runAs);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (runAs) chownSync(dataDir, runAs.uid, runAs.gid);
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) {
    const flags = [
      '-U',
      'app',
      '-A',
      'trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ];
    await run(path.join(bin, 'initdb'), ['-D', dataDir, ...flags], { ...runAs, cwd: dataDir });
  }
  await stopLeftover(path.join(dataDir, 'postmaster.pid'));
  const settings = [`listen_addresses=127.0.0.1`, `unix_socket_directories=`, 'max_connections=200'];
  const flags = [...settings, ...(durable ? [] : speedOverSafety)].flatMap((setting) => ['-c', setting]);
  const child = spawn(path.join(bin, 'postgres'), ['-D', dataDir, '-p', String(port), ...flags], {
    ...runAs,
    cwd: dataDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C in a terminal reaches our group; we stop PostgreSQL ourselves, last
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk).slice(-2_000);
  });
  const ended = once(child, 'exit');
  const url = (database: string) => `postgresql://app:app@127.0.0.1:${port}/${database}`;
  while (!(await answers(url('postgres')))) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start on port ${port}: ${complaint}`);
    await sleep(30);
  }
  return {
    url,
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      await ended;
    },
  };
}

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

async function stopLeftover(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  for (let tries = 0; tries < 300 && isPostgres(pid); tries++) {
    if (tries === 0) process.kill(pid, 'SIGINT');
    await sleep(100);
  }
}

/** A pid of a file may by now belong to somebody else; where /proc tells, we look. */
const isPostgres = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/comm') || readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
};

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
