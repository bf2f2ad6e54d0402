import { Prisma, type PrismaClient } from './generated/client.ts';

/** The services that cause events; each has an outbox in its own schema. */
export const outboxSchemas = ['saga', 'payment', 'communication'] as const;
export type OutboxSchema = (typeof outboxSchemas)[number];

/** An event that others may react to. `eventId` makes its delivery count once. */
export type OutboxEvent = {
  readonly eventId: string;
  readonly name: string;
  readonly data: Prisma.InputJsonObject;
};

const tables: Record<OutboxSchema, Prisma.Sql> = {
  saga: Prisma.sql`"saga"."outbox"`,
  payment: Prisma.sql`"payment"."outbox"`,
  communication: Prisma.sql`"communication"."outbox"`,
};

/** Writes events in the transaction `tx` that causes them. Does nothing for none. */
export async function writeOutbox(
  tx: Prisma.TransactionClient,
  schema: OutboxSchema,
  events: readonly OutboxEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(
    ({ eventId, name, data }) => Prisma.sql`(${eventId}::uuid, ${name}, ${JSON.stringify(data)}::jsonb)`,
  );
  await tx.$executeRaw`INSERT INTO ${tables[schema]} ("event_id", "name", "data") VALUES ${Prisma.join(rows)}`;
}

/**
 * Hands the oldest events of one outbox to `deliver` and forgets them once it has returned. Safe in many processes at
 * once: a row in another's hands is skipped. If `deliver` throws, or the process dies, the rows stay.
 * @returns how many were delivered
 */
export const relayOutbox = (
  prisma: PrismaClient,
  schema: OutboxSchema,
  deliver: (events: readonly OutboxEvent[]) => Promise<void>,
  limit = 100,
): Promise<number> =>
  prisma.$transaction(
    async (tx) => {
      const events = await tx.$queryRaw<OutboxEvent[]>`
        WITH "oldest" AS MATERIALIZED (
          SELECT "event_id" FROM ${tables[schema]} ORDER BY "event_id" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        DELETE FROM ${tables[schema]} USING "oldest" WHERE ${tables[schema]}."event_id" = "oldest"."event_id"
        RETURNING "oldest"."event_id" AS "eventId", "name", "data"`;
      if (events.length > 0) await deliver(events.sort((a, b) => (a.eventId < b.eventId ? -1 : 1)));
      return events.length;
    },
    { timeout: 30_000 },
  );

/** How many seconds the oldest event of all outboxes has waited for its relay; 0 when none waits. */
export async function longestWait(prisma: PrismaClient): Promise<number> {
  const waiting = outboxSchemas.map((schema) => Prisma.sql`SELECT "created_at" FROM ${tables[schema]}`);
  const [oldest] = await prisma.$queryRaw<{ seconds: number }[]>`
    SELECT coalesce(extract(epoch FROM now() - min("created_at")), 0)::float8 AS "seconds"
    FROM (${Prisma.join(waiting, ' UNION ALL ')}) AS "waiting"`;
  return oldest?.seconds ?? 0;
}
