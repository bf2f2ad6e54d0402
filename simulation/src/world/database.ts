import { type PrismaClient, postgresAdapter, prismaOver } from '@halfpast/prisma';
import { openStripe, type StripeInProcess } from '@halfpast/sandbox';
import pg from 'pg';
import { gatedPostgres, type Retell, type Rewrite } from '../scheduler/gated-postgres.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { oneDatabaseClock } from './virtual-database.ts';

export type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly lane: string;
};

/** What belongs to one run: the database outlives it. */
export type Tenant = {
  readonly scheduler: Scheduler;
  readonly now: () => Date;
  readonly rewrite: Rewrite;
  readonly retell: Retell;
  readonly onStripeEvents: (events: readonly StripeEvent[]) => void;
};

/** More than there are ever transactions at the same time. */
const mostConnections = 24;

export type SimulatedDatabase = Awaited<ReturnType<typeof openSimulatedDatabase>>;

/** A database for run after run: PostgreSQL is real, its clock is ours, and each run begins with nothing in it. */
export async function openSimulatedDatabase(databaseUrl: string) {
  const own = new pg.Client({ connectionString: databaseUrl });
  await own.connect();
  await own.query(oneDatabaseClock);

  let tenant: Tenant | undefined;
  let clockAt = 0;
  const present = (): Tenant => {
    if (!tenant) throw new Error('No run is using this database');
    return tenant;
  };
  const now = (): Date => tenant?.now() ?? new Date();

  /** PostgreSQL's clock moves by a microsecond whenever it is read, and with ours. */
  const setClock = async (): Promise<void> => {
    const at = now().getTime();
    if (at === clockAt) return;
    clockAt = at;
    await own.query("SELECT setval('simulated.clock', $1)", [at * 1_000]);
  };

  const postgres = gatedPostgres({
    inner: postgresAdapter({ connectionString: databaseUrl, max: mostConnections, idleTimeoutMillis: 0 }),
    scheduler: () => tenant?.scheduler,
    beforeStatement: async () => {
      if (tenant) await setClock();
    },
    rewrite: () => tenant?.rewrite ?? ((sql) => sql),
    retell: () => tenant?.retell ?? ((_statement, answer) => answer),
  });
  const forever = { timeout: 600_000, maxWait: 600_000 };
  const prisma: PrismaClient = prismaOver(postgres.factory, forever);
  // Opening a connection takes chances of its own, so all of them are open before the first run.
  await Promise.all(
    Array.from({ length: mostConnections }, () => prisma.$queryRaw`SELECT pg_sleep(0.1)::text`),
  );
  const stripe: StripeInProcess = await openStripe({
    databaseUrl,
    clock: now,
    onEvents: (events) => present().onStripeEvents(events),
  });
  const tables = await own.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('auth', 'communication', 'payment', 'saga', 'tutor_matching', 'stripe_sandbox', 'simulated')
     ORDER BY 1`,
  );
  const everything = tables.rows.map(({ name }) => name);

  return {
    prisma,
    stripe,
    abortOf: postgres.abortOf,
    /** Asks PostgreSQL past all gates. */
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
      (await own.query<Row>(sql, [...values])).rows,
    /** Takes everything out, and lets a run move in. */
    async moveIn(next: Tenant): Promise<void> {
      tenant = next;
      clockAt = 0;
      await own.query(`TRUNCATE ${everything.join(', ')} RESTART IDENTITY CASCADE`);
      await setClock();
      await stripe.settleDue(); // opens a connection, so that none is opened while the run counts its chances
    },
    async close(): Promise<void> {
      await prisma.$disconnect();
      await stripe.close();
      await own.end();
    },
  };
}
