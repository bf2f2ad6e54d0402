import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { ensureDatabase, startPostgres } from './server.ts';

/**
 * A TCP port of the loopback interface that nobody listens on right now. It lies below those that systems give to outgoing
 * connections, so that it can be left and taken again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 30_000);
    if (await canListen(port)) return port;
  }
}

const canListen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const prismaFolder = path.join(import.meta.dirname, '..', '..', '..', '..', 'prisma');

/** Starts a throw-away PostgreSQL with a migrated database `template`. `url` is that of the server's `postgres` database. */
export async function createTemplateDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'halfpast-test-'));
  chmodSync(folder, 0o711); // PostgreSQL's user walks through it
  const server = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: await freePort(),
    durable: false,
  });
  await ensureDatabase(server, 'template');
  await promisify(execFile)('npx', ['prisma', 'migrate', 'deploy'], {
    cwd: prismaFolder,
    // biome-ignore lint/style/noProcessEnv: a child process inherits it
    env: { ...process.env, DATABASE_URL: server.url('template') },
  });
  return {
    url: server.url('postgres'),
    async stop() {
      await server.stop();
      for (const left of [folder, server.dataDir, `${server.dataDir}.password`]) {
        rmSync(left, { recursive: true, force: true });
      }
    },
  };
}

/** Copies the migrated template into a database of the test's own and returns its connection string. */
export async function createTestDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // Two copies of one template at one moment are refused, so the copies queue.
    await client.query('SELECT pg_advisory_lock(1)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE template`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString();
}
