import type { SimulatedDatabase } from '../world/database.ts';
import { type Check, violation } from './violation.ts';

/** Every event was delivered: none waits in an outbox, and no run of a saga is still at it. */
export const allDelivered: Check = async ({ world: { database, engine, courier } }) => {
  const left = await database.query<{ name: string; n: number }>(
    `SELECT 'saga' AS name, count(*)::int AS n FROM saga.outbox UNION ALL SELECT 'payment', count(*)::int FROM payment.outbox
     UNION ALL SELECT 'communication', count(*)::int FROM communication.outbox`,
  );
  return [
    ...left
      .filter(({ n }) => n > 0)
      .flatMap(({ name, n }) => violation('I9', `${n} events wait in ${name}.outbox`)),
    ...engine.busy().flatMap((run) => violation('I9', `run ${run} is not over`)),
    ...(courier.underWay() > 0 ? violation('I9', `${courier.underWay()} webhooks are under way`) : []),
  ];
};

/** When a row was last touched is no part of what it says. */
const unimportant = ['updated_at', 'version', 'received_at', 'taken_at'];

/** Everything the product has written, row by row. */
async function everyRow({ query }: SimulatedDatabase): Promise<ReadonlyMap<string, string>> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('communication', 'payment', 'saga', 'tutor_matching')
       AND tablename <> 'reconciliation' ORDER BY 1`, // how far the last one read
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    const found = await query<{ row: string }>(
      `SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${name} t ORDER BY 1`,
      [unimportant],
    );
    rows.set(name, found.map(({ row }) => row).join('\n'));
  }
  return rows;
}

/** Hearing everything again, from Stripe and from the outboxes, changes nothing. */
export const replayingChangesNothing =
  (goOn: () => Promise<void>): Check =>
  async ({ world }) => {
    world.courier.replay();
    await goOn(); // what was never delivered is now in the inbox, too
    const before = await everyRow(world.database);
    world.courier.replay();
    world.engine.replay();
    await goOn();
    const after = await everyRow(world.database);
    return [...before].flatMap(([table, rows]) =>
      after.get(table) === rows
        ? []
        : violation('I10', `${table} changed:\n${differences(rows, after.get(table) ?? '')}`),
    );
  };

function differences(before: string, after: string): string {
  const was = new Set(before.split('\n'));
  const is = new Set(after.split('\n'));
  return [
    ...[...was].filter((row) => !is.has(row)).map((row) => `- ${row}`),
    ...[...is].filter((row) => !was.has(row)).map((row) => `+ ${row}`),
  ].join('\n');
}
