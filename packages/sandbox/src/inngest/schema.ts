/**
 * What the engine remembers. A `job` is one thing to do for a run: call the SDK for what comes next (`discover`, under the
 * empty step id), call it for one planned step, or end a sleep or a wait. Whoever works on a job holds it by its `lease`.
 */
export const schemaSql = `
CREATE SCHEMA IF NOT EXISTS inngest_sandbox;
SET search_path TO inngest_sandbox;

CREATE SEQUENCE IF NOT EXISTS lease;
CREATE SEQUENCE IF NOT EXISTS completion;

CREATE TABLE IF NOT EXISTS app (
  id text PRIMARY KEY,
  functions json NOT NULL,
  fingerprint text NOT NULL,
  registered_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS cron (
  function_id text NOT NULL,
  expression text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, expression)
);

CREATE TABLE IF NOT EXISTS event (
  id text PRIMARY KEY,
  name text NOT NULL,
  payload json NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS event_received_at ON event (received_at);

CREATE TABLE IF NOT EXISTS run (
  id text PRIMARY KEY,
  function_id text NOT NULL,
  event_id text NOT NULL REFERENCES event,
  start_key text,
  status text NOT NULL DEFAULT 'QUEUED',
  attempts int NOT NULL DEFAULT 0,
  output json,
  queued_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS run_started_once ON run (function_id, start_key);
CREATE INDEX IF NOT EXISTS run_queued_at ON run (queued_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS run_event ON run (event_id);

CREATE TABLE IF NOT EXISTS step (
  run_id text NOT NULL REFERENCES run ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  op text NOT NULL,
  status text NOT NULL,
  state json,
  attempts int NOT NULL DEFAULT 0,
  awaited_event text,
  expression text,
  until timestamptz,
  completed bigint,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (run_id, id)
);
CREATE INDEX IF NOT EXISTS step_waiting ON step (awaited_event) WHERE status = 'WAITING';

CREATE TABLE IF NOT EXISTS job (
  run_id text NOT NULL REFERENCES run ON DELETE CASCADE,
  step_id text NOT NULL,
  kind text NOT NULL,
  function_id text NOT NULL,
  run_at timestamptz NOT NULL,
  attempt int NOT NULL DEFAULT 0,
  requested int NOT NULL DEFAULT 0,
  lease bigint,
  leased_until timestamptz,
  owner text,
  PRIMARY KEY (run_id, step_id)
);
CREATE INDEX IF NOT EXISTS job_run_at ON job (run_at);
`;
