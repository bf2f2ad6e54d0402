import type { Database, Statement } from './database.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

/** A start key is forgotten after a day, as Inngest does: from then on the same event id starts the function again. */
const forgetKeys = statement(
  'forget-keys',
  'UPDATE run SET start_key = NULL WHERE start_key IS NOT NULL AND queued_at < $1',
);
const dropRuns = statement('drop-runs', 'DELETE FROM run WHERE ended_at < $1');
const dropEvents = statement(
  'drop-events',
  'DELETE FROM event WHERE received_at < $1 AND NOT EXISTS (SELECT FROM run WHERE run.event_id = event.id)',
);

const day = 24 * 60 * 60_000;
const keptDays = 7;

/** Drops what nobody looks at any more: runs a week after their end, events a week after they came if no run needs them. */
export async function prune({ query }: Pick<Database, 'query'>, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  await query(forgetKeys, [before(1)]);
  await query(dropRuns, [before(keptDays)]);
  await query(dropEvents, [before(keptDays)]);
}
