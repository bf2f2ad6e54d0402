import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { schemaSql } from './schema.ts';

/** One prepared statement: named once, so that Postgres parses and plans it once a connection. */
export type Statement = { readonly name: string; readonly text: string };

export type Database = {
  /** Runs one statement and returns its rows; waits out a lost connection, a restart or a deadlock for a few seconds. */
  query<Row extends pg.QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** Several statements that happen together or not at all. */
  transaction<T>(work: (query: Database['query']) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const patience = [20, 100, 300, 600, 1_000, 2_000] as const;

/** Whether the same statement may succeed when it is simply asked again. */
const isPassing = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') return error instanceof Error && /connection|timeout/i.test(error.message);
  return /^(08|57P|40001|40P01|53300|ECONN|EPIPE|ETIMEDOUT)/.test(code);
};

/** Opens a small pool on the engine's own schema and makes the schema if it isn't there. */
export async function openDatabase(databaseUrl: string, connections: number): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    options: '-c search_path=inngest_sandbox',
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced by the next query
  pool.on('connect', (client) => client.on('error', () => {})); // and one in use tells its query

  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        const pause = patience[tries];
        if (pause === undefined || pool.ending || !isPassing(error)) throw error;
        await sleep(pause);
      }
    }
  };
  await patiently(async () => {
    const client = await pool.connect();
    try {
      // Two engines that start at one moment would both create; the lock lets one after the other.
      await client.query('BEGIN; SELECT pg_advisory_xact_lock(7012288)');
      await client.query(schemaSql);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  });

  return {
    query: (statement, values = []) =>
      patiently(async () => (await pool.query({ ...statement, values: [...values] })).rows),
    transaction: (work) =>
      patiently(async () => {
        const client = await pool.connect();
        let broken = false;
        try {
          await client.query('BEGIN');
          const result = await work(
            async (statement, values = []) =>
              (await client.query({ ...statement, values: [...values] })).rows,
          );
          await client.query('COMMIT');
          return result;
        } catch (error) {
          await client.query('ROLLBACK').catch(() => {
            broken = true;
          });
          throw error;
        } finally {
          client.release(broken);
        }
      }),
    close: () => pool.end(),
  };
}
