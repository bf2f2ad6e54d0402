import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyOfBinaries, postgresBinaries } from './binaries.ts';
import { leftoverPort, stopLeftover } from './leftover.ts';
import { unprivileged } from './run-as.ts';
import { ensureDatabase, startPostgres } from './server.ts';
import { freePort } from './testing.ts';

const ask = async (connectionString: string, sql: string) => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  let folder: string;
  const made: string[] = [];
  const start = async (dataDir = path.join(folder, 'postgres')) => {
    const server = await startPostgres({ dataDir, port: await freePort(), durable: false });
    made.push(server.dataDir, `${server.dataDir}.password`);
    return server;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'halfpast-postgres-'));
    chmodSync(folder, 0o711);
  });
  afterEach(() => {
    for (const left of [folder, ...made.splice(0)]) rmSync(left, { recursive: true, force: true });
  });

  it('keeps what was written over a stop and a start', async () => {
    const first = await start();
    await ensureDatabase(first, 'lessons');
    await ensureDatabase(first, 'lessons');
    await ask(first.url('lessons'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await ask(second.url('lessons'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('lets nobody in without the password that lies beside the cluster', async () => {
    const server = await start();
    const guess = Object.assign(new URL(server.url('postgres')), { password: 'app' }).toString();
    await expect(ask(guess, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(`${server.dataDir}.password`).mode & 0o077).toBe(0);
    await server.stop();
  });

  it('takes over from a server that was left behind', async () => {
    const left = await start();
    expect(leftoverPort(left.dataDir)).toBe(Number(new URL(left.url('postgres')).port));
    const next = await start();
    await left.ended;
    expect(await ask(next.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(leftoverPort(next.dataDir)).toBeUndefined();
  });

  it('leaves a process alone whose pid an old lock file names by accident', async () => {
    const bystander = spawn('sleep', ['60']);
    const pidFile = path.join(folder, 'postmaster.pid');
    writeFileSync(pidFile, `${bystander.pid}\n${folder}\n`);
    await stopLeftover(folder);
    expect({ killed: bystander.killed, code: bystander.exitCode, lock: existsSync(pidFile) }).toEqual({
      killed: false,
      code: null,
      lock: false,
    });
    bystander.kill();
    await once(bystander, 'exit');
  });

  it('ends with the process that started it, even by SIGKILL', async () => {
    const dataDir = path.join(folder, 'postgres');
    const script = `import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'server.ts'))};
      await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: ${await freePort()}, durable: false });
      console.log('ready');
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    await once(owner.stdout, 'data');
    expect(leftoverPort(dataDir)).toBeDefined();
    owner.kill('SIGKILL');
    await expect.poll(() => leftoverPort(dataDir), { timeout: 15_000 }).toBeUndefined();
  });

  it('says why it does not start', async () => {
    const running = await start();
    const port = Number(new URL(running.url('postgres')).port);
    const dataDir = path.join(folder, 'other');
    await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(/did not start on port/);
    await running.stop();
  });

  it.runIf(unprivileged())('finds a place for what PostgreSQL could not reach, as root', async () => {
    chmodSync(folder, 0o700);
    const server = await start();
    expect(server.dataDir.startsWith(folder)).toBe(false);
    expect(await ask(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('runs the binaries where they are when it can, and from one whole copy when it cannot', () => {
    const refuge = () => folder;
    expect(postgresBinaries(undefined, refuge)).toContain('node_modules');
    const elsewhere = copyOfBinaries(folder);
    expect(existsSync(path.join(elsewhere, 'bin', 'initdb'))).toBe(true);
    expect(copyOfBinaries(folder)).toBe(elsewhere);
    expect(readdirSync(folder)).toEqual([path.basename(elsewhere)]);
  });
});
