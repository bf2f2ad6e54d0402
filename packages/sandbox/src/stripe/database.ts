import pg from 'pg';

/** Positions hand out the order of things; the `owed` index keeps the look at start cheap however much was delivered. */
const schema = `
CREATE SCHEMA IF NOT EXISTS stripe_sandbox;
CREATE TABLE IF NOT EXISTS stripe_sandbox.object (
  id text PRIMARY KEY,
  kind text NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  payment_intent text,
  body jsonb NOT NULL,
  card_number text,
  settles_at timestamptz
);
CREATE INDEX IF NOT EXISTS object_newest ON stripe_sandbox.object (kind, position);
CREATE INDEX IF NOT EXISTS object_of_intent ON stripe_sandbox.object (payment_intent, kind, position);
CREATE INDEX IF NOT EXISTS object_unsettled ON stripe_sandbox.object (settles_at) WHERE settles_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS stripe_sandbox.event (
  id text PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  payment_intent text NOT NULL,
  type text NOT NULL,
  created bigint NOT NULL,
  body json NOT NULL,
  state text NOT NULL DEFAULT 'owed',
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_answer text
);
CREATE INDEX IF NOT EXISTS event_newest ON stripe_sandbox.event (position);
CREATE INDEX IF NOT EXISTS event_of_time ON stripe_sandbox.event (created);
CREATE INDEX IF NOT EXISTS event_owed ON stripe_sandbox.event (position) WHERE state = 'owed';
CREATE TABLE IF NOT EXISTS stripe_sandbox.idempotent_request (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  status int NOT NULL,
  body text NOT NULL,
  request_id text NOT NULL,
  created_at timestamptz NOT NULL
);
`;

export type Database = {
  readonly pool: pg.Pool;
  /** Doesn't wait for the disk: for what may be forgotten in a crash, such as that a delivery succeeded. */
  readonly hasty: pg.Pool;
  /** Runs `work` in one transaction; what it throws undoes it. */
  transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Connects, and makes the sandbox's own schema if it isn't there yet. */
export async function openDatabase(connectionString: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString, max: 16 });
  const hasty = new pg.Pool({ connectionString, max: 4, options: '-c synchronous_commit=off' });
  for (const each of [pool, hasty]) {
    each.on('error', () => {}); // Postgres closed an idle connection; the next query opens another
    each.on('connect', (client) => client.on('error', () => {})); // or one in use; its query says so
  }
  const transaction: Database['transaction'] = async (work) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  };
  await transaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('stripe_sandbox'))");
    await client.query(schema);
  });
  const close = async () => {
    await Promise.all([pool.end(), hasty.end()]);
  };
  return { pool, hasty, transaction, close };
}
