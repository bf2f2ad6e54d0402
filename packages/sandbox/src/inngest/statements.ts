import type { Statement } from './database.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

/** Stores events and starts runs, each (function, start key) once. $1 events, $2 runs, $3 now. */
export const ingest = statement(
  'ingest',
  `WITH stored AS (
     INSERT INTO event (id, name, payload, received_at)
     SELECT id, name, payload, $3::timestamptz FROM json_to_recordset($1) AS e(id text, name text, payload json)
     ON CONFLICT DO NOTHING
   ), started AS (
     INSERT INTO run (id, function_id, event_id, start_key, queued_at)
     SELECT id, function_id, event_id, start_key, $3::timestamptz
     FROM json_to_recordset($2) AS r(id text, function_id text, event_id text, start_key text)
     ON CONFLICT DO NOTHING RETURNING id, function_id
   )
   INSERT INTO job (run_id, step_id, kind, function_id, run_at)
   SELECT id, '', 'discover', function_id, $3::timestamptz FROM started RETURNING run_id`,
);

/**
 * Takes jobs that are due; of a run that nobody has begun it brings the event, too. Leases run on the database's clock, so
 * that engines needn't agree on the time. A claim that a crash of Postgres takes back costs nothing, so it needn't reach the
 * disk before it counts.
 */
export const claim = statement(
  'claim',
  `WITH lazily AS (
     SELECT set_config('synchronous_commit', 'off', true)
   ), due AS (
     SELECT job.run_id, job.step_id FROM job, lazily
     WHERE run_at <= $1 AND (leased_until IS NULL OR leased_until < clock_timestamp()) AND function_id <> ALL ($2)
     ORDER BY run_at LIMIT $3 FOR UPDATE OF job SKIP LOCKED
   ), claimed AS (
     UPDATE job SET lease = nextval('lease'), owner = $4, leased_until = clock_timestamp() + $5 * interval '1 ms'
     FROM due WHERE job.run_id = due.run_id AND job.step_id = due.step_id
     RETURNING job.run_id, job.step_id, job.kind, job.function_id, job.attempt, job.requested, job.lease
   ), begun AS (
     UPDATE run SET status = 'RUNNING', started_at = $1, attempts = 1
     FROM claimed WHERE run.id = claimed.run_id AND run.started_at IS NULL
     RETURNING run.id, run.event_id
   )
   SELECT run_id AS "runId", step_id AS "stepId", kind, function_id AS "functionId", attempt, requested, lease,
     event.payload AS event
   FROM claimed LEFT JOIN begun ON begun.id = claimed.run_id LEFT JOIN event ON event.id = begun.event_id`,
);

/**
 * What the SDK must know of a run. Asked after the claim, never in one statement with it: the claim may see a job that is newer
 * than its snapshot, and would then miss the step that made it so.
 */
export const load = statement(
  'load',
  `SELECT event.payload AS event,
     (SELECT json_agg(json_build_object('id', step.id, 'state', step.state) ORDER BY completed)
      FROM step WHERE step.run_id = run.id AND completed IS NOT NULL) AS steps,
     EXISTS (SELECT FROM job WHERE job.run_id = run.id AND step_id <> '') AS parallel
   FROM run JOIN event ON event.id = run.event_id WHERE run.id = $1`,
);

const heldBy = `held AS (
     SELECT job.run_id, job.step_id, job.function_id
     FROM (SELECT id FROM run WHERE id = $1 FOR NO KEY UPDATE) AS locked JOIN job ON job.run_id = locked.id
     WHERE job.step_id = $2 AND job.lease = $3 FOR UPDATE OF job
   )`;

const saveDone = `done AS (
     INSERT INTO step AS s (run_id, id, name, op, status, state, attempts, completed, started_at, ended_at)
     SELECT run_id, d.id, name, op, status, state, 1, nextval('completion'), $5::timestamptz, $5::timestamptz
     FROM held, json_to_recordset($4)
       AS d(n int, id text, name text, op text, status text, state json) ORDER BY n
     ON CONFLICT (run_id, id) DO UPDATE SET status = excluded.status, state = excluded.state,
       attempts = s.attempts + 1, completed = excluded.completed, ended_at = excluded.ended_at
     WHERE s.completed IS NULL
   )`;

/**
 * Saves what a discovery found, if its lease still stands: $4 finished steps, $6 pending ones, each with its job. With $7 the
 * job is over, unless something asked for another discovery since ($8); else its lease goes on for $9 ms.
 */
export const saveSteps = statement(
  'save-steps',
  `WITH ${heldBy}, ${saveDone}, pending AS (
     INSERT INTO step AS s (run_id, id, name, op, status, awaited_event, expression, until, started_at)
     SELECT run_id, p.id, name, op, status, "awaitedEvent", expression, until, $5::timestamptz
     FROM held, json_to_recordset($6) AS p(id text, name text, op text, status text, "awaitedEvent" text,
       expression text, until timestamptz)
     ON CONFLICT (run_id, id) DO UPDATE SET status = excluded.status WHERE s.status = 'RETRYING'
     RETURNING run_id, id, status, until
   ), jobs AS (
     INSERT INTO job (run_id, step_id, kind, function_id, run_at)
     SELECT run_id, id, CASE WHEN pending.status = 'PLANNED' THEN 'step' ELSE 'wake' END, function_id,
       COALESCE(until, $5::timestamptz)
     FROM pending JOIN held USING (run_id) ON CONFLICT DO NOTHING
   ), gone AS (
     DELETE FROM job USING held
     WHERE job.run_id = held.run_id AND job.step_id = held.step_id AND $7::boolean AND job.requested = $8 RETURNING 1
   ), kept AS (
     UPDATE job SET attempt = 0, leased_until = clock_timestamp() + $9 * interval '1 ms' FROM held
     WHERE job.run_id = held.run_id AND job.step_id = held.step_id AND NOT ($7::boolean AND job.requested = $8) RETURNING requested
   )
   SELECT EXISTS (SELECT FROM held) AS held, (SELECT requested FROM kept) AS requested`,
);

/** Ends a job of one step, saves its result ($4) and asks for a discovery of what comes next. */
export const finishStep = statement(
  'finish-step',
  `WITH ${heldBy}, over AS (
     DELETE FROM job USING held WHERE job.run_id = held.run_id AND job.step_id = held.step_id
   ), ${saveDone}, next AS (
     INSERT INTO job (run_id, step_id, kind, function_id, run_at) SELECT run_id, '', 'discover', function_id, $5::timestamptz FROM held
     ON CONFLICT (run_id, step_id) DO UPDATE SET requested = job.requested + 1
   )
   SELECT EXISTS (SELECT FROM held) AS held`,
);

/** Puts a job off until $4 as attempt $5, with the error ($6) for who looks, at the step ($7) if there is one. */
export const retry = statement(
  'retry',
  `WITH ${heldBy}, later AS (
     UPDATE job SET run_at = $4, attempt = $5, lease = NULL, leased_until = NULL
     FROM held WHERE job.run_id = held.run_id AND job.step_id = held.step_id
   ), failing AS (
     INSERT INTO step AS s (run_id, id, name, op, status, state, attempts, started_at)
     SELECT run_id, f.id, name, op, 'RETRYING', $6::json, 1, $8::timestamptz
     FROM held, json_to_recordset($7) AS f(id text, name text, op text)
     ON CONFLICT (run_id, id) DO UPDATE SET status = 'RETRYING', state = excluded.state, attempts = s.attempts + 1
     WHERE s.completed IS NULL
   )
   UPDATE run SET attempts = attempts + $9::int, output = $6::json FROM held WHERE run.id = held.run_id RETURNING run.id`,
);

/** Ends a run as $6 with its output ($7), the steps that were finished on the way ($4), and every job it still has. */
export const finishRun = statement(
  'finish-run',
  `WITH ${heldBy}, ${saveDone}, over AS (DELETE FROM job USING held WHERE job.run_id = held.run_id)
   UPDATE run SET status = $6, output = $7, ended_at = $5 FROM held WHERE run.id = held.run_id RETURNING run.id`,
);

/** Lets go of jobs that were claimed and not begun. */
export const giveBack = statement(
  'give-back',
  'UPDATE job SET lease = NULL, leased_until = NULL WHERE lease = ANY ($1::bigint[])',
);

/** Keeps the leases of an engine that is alive. */
export const extendLeases = statement(
  'extend-leases',
  `UPDATE job SET leased_until = clock_timestamp() + $2 * interval '1 ms' WHERE lease = ANY ($1::bigint[])`,
);

/** When the next job that nobody holds is to be done, and when the next cron fires. */
export const upcoming = statement(
  'upcoming',
  `SELECT (SELECT run_at FROM job WHERE leased_until IS NULL OR leased_until < clock_timestamp()
           ORDER BY run_at LIMIT 1) AS job, (SELECT min(next_at) FROM cron) AS cron`,
);

export const countDue = statement('count-due', 'SELECT count(*)::int AS due FROM job WHERE run_at <= $1');

const openWaits = `SELECT step.run_id AS "runId", step.id AS "stepId", step.awaited_event AS "awaitedEvent", step.expression,
     event.payload AS event
   FROM step JOIN run ON run.id = step.run_id JOIN event ON event.id = run.event_id WHERE step.status = 'WAITING'`;

export const anyWait = statement(
  'any-wait',
  `SELECT EXISTS (SELECT FROM step WHERE status = 'WAITING') AS waiting`,
);

/** Waits for events of these names ($1), with the event that started their run. */
export const waitsFor = statement('waits-for', `${openWaits} AND step.awaited_event = ANY ($1)`);

/** The waits of one run ($1). */
export const waitsOf = statement('waits-of', `${openWaits} AND step.run_id = $1`);

/** Events of one name ($1) that came at $2 or later: those a wait may have missed while it was being written. */
export const eventsSince = statement(
  'events-since',
  'SELECT payload FROM event WHERE name = $1 AND received_at >= $2 ORDER BY received_at, id',
);

/** Ends a wait with an event ($3). Of an event and a timeout, only the one that deletes the wait's job ends it. */
export const resumeWait = statement(
  'resume-wait',
  `WITH locked AS (SELECT id FROM run WHERE id = $1 FOR NO KEY UPDATE), mine AS (
     DELETE FROM job USING locked WHERE job.run_id = locked.id AND step_id = $2 AND kind = 'wake' RETURNING run_id, step_id, function_id
   ), done AS (
     UPDATE step SET status = 'DONE', state = $3, completed = nextval('completion'), ended_at = $4, attempts = 1
     FROM mine WHERE step.run_id = mine.run_id AND step.id = mine.step_id
   )
   INSERT INTO job (run_id, step_id, kind, function_id, run_at) SELECT run_id, '', 'discover', function_id, $4::timestamptz FROM mine
   ON CONFLICT (run_id, step_id) DO UPDATE SET requested = job.requested + 1 RETURNING run_id`,
);
