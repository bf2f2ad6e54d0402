import type { Database, Statement } from './database.ts';
import { newUlid } from './events.ts';
import { nextFiring } from './schedule.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

const dueCrons = statement(
  'due-crons',
  'SELECT function_id AS "functionId", expression, next_at AS "nextAt" FROM cron WHERE next_at <= $1',
);

/**
 * Moves a cron on and starts its run in one statement: whoever moves it from $3 fires it. A run of it that nobody has begun
 * stands for this one, too, so that an app that was away doesn't come back to a heap of them.
 */
const fire = statement(
  'fire-cron',
  `WITH moved AS (
     UPDATE cron SET next_at = $4 WHERE function_id = $1 AND expression = $2 AND next_at = $3
     RETURNING function_id
   ), owed AS (
     SELECT function_id FROM moved
     WHERE NOT EXISTS (
       SELECT FROM job JOIN run ON run.id = job.run_id JOIN event ON event.id = run.event_id
       WHERE job.function_id = $1 AND event.name = 'inngest/scheduled.timer' AND job.step_id = ''
         AND job.attempt = 0 AND job.leased_until IS NULL
         AND NOT EXISTS (SELECT FROM step WHERE step.run_id = run.id))
   ), told AS (
     INSERT INTO event (id, name, payload, received_at) SELECT $5, 'inngest/scheduled.timer', $6::json, $7::timestamptz FROM owed
   ), started AS (
     INSERT INTO run (id, function_id, event_id, start_key, queued_at) SELECT $8, function_id, $5, $5, $7::timestamptz FROM owed
   )
   INSERT INTO job (run_id, step_id, kind, function_id, run_at)
   SELECT $8, '', 'discover', function_id, $7::timestamptz FROM owed RETURNING run_id`,
);

type Cron = { functionId: string; expression: string; nextAt: Date };

/** Starts the functions whose time has come: one run each, however many firings were missed. Resolves to how many started. */
export async function fireCrons({ query }: Pick<Database, 'query'>, now: Date): Promise<number> {
  let started = 0;
  for (const { functionId, expression, nextAt } of await query<Cron>(dueCrons, [now])) {
    const id = newUlid(now.getTime());
    const payload = { id, name: 'inngest/scheduled.timer', data: { cron: expression }, ts: now.getTime() };
    const runs = await query(fire, [
      functionId,
      expression,
      nextAt,
      nextFiring(expression, now),
      id,
      JSON.stringify(payload),
      now,
      newUlid(now.getTime()),
    ]);
    started += runs.length;
  }
  return started;
}
