/** The columns whose values rise along states, and the table that they live in. */
const watched = [
  ['saga.booking', 'booking_id'],
  ['communication.session', 'session_id'],
  ['payment.payment', 'payment_id'],
  ['payment.refund', 'refund_id'],
  ['tutor_matching.slot_hold', 'booking_id'],
] as const;

/**
 * Makes PostgreSQL's clock ours: `now()` and `clock_timestamp()` are found in our schema before pg_catalog, defaults are
 * replaced, and each reading is a microsecond later than the one before. Writes each change of a status down, and each slot that
 * was let go while its money could still come. Plans don't depend on what ran before, and nothing is vacuumed behind our
 * back: both would change the order of unordered rows. Who meets a lock is told at once, in milliseconds of nobody's clock:
 * whose turn it is when the lock is let go, the scheduler says and not PostgreSQL.
 */
export const oneDatabaseClock = `
CREATE SCHEMA IF NOT EXISTS simulated;
CREATE SEQUENCE IF NOT EXISTS simulated.clock;
CREATE OR REPLACE FUNCTION simulated.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
  $$ SELECT 'epoch'::timestamptz + nextval('simulated.clock') * interval '1 microsecond' $$;
CREATE OR REPLACE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
  $$ SELECT simulated.clock_timestamp() $$;
CREATE TABLE IF NOT EXISTS simulated.change (
  nth bigint GENERATED ALWAYS AS IDENTITY, entity text, id text, before text, after text);
CREATE TABLE IF NOT EXISTS simulated.breach (nth bigint GENERATED ALWAYS AS IDENTITY, what text);
CREATE OR REPLACE FUNCTION simulated.watch_lock() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.status = 'HELD' AND NEW.status = 'RELEASED' THEN
      INSERT INTO simulated.breach (what)
      SELECT 'the slot of ' || NEW.booking_id || ' was released while ' || o.id || ' was ' || (o.body ->> 'status')
      FROM stripe_sandbox.object o WHERE o.kind = 'payment_intent'
        AND o.body -> 'metadata' ->> 'sessionId' = NEW.booking_id::text
        AND o.body ->> 'status' NOT IN ('canceled', 'succeeded');
    END IF;
    RETURN NULL;
  END $$;
CREATE OR REPLACE TRIGGER watched_lock AFTER UPDATE ON tutor_matching.slot_hold
  FOR EACH ROW EXECUTE FUNCTION simulated.watch_lock();
CREATE OR REPLACE FUNCTION simulated.watch() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE before text := NULL;
  BEGIN
    IF TG_OP = 'UPDATE' THEN before := OLD.status::text; END IF;
    IF before IS DISTINCT FROM NEW.status::text THEN
      INSERT INTO simulated.change (entity, id, before, after)
      VALUES (TG_TABLE_NAME, to_jsonb(NEW) ->> TG_ARGV[0], before, NEW.status::text);
    END IF;
    RETURN NULL;
  END $$;
${watched
  .map(
    ([table, id]) =>
      `CREATE OR REPLACE TRIGGER watched AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION simulated.watch('${id}');`,
  )
  .join('\n')}
DO $$
  DECLARE it record;
  BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = simulated, pg_catalog, public', current_database());
    EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_custom_plan', current_database());
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
    EXECUTE format('ALTER DATABASE %I SET lock_timeout = 1', current_database());
    FOR it IN SELECT table_schema, table_name, column_name FROM information_schema.columns
      WHERE column_default ILIKE '%current_timestamp%' OR column_default ILIKE 'now()%' LOOP
      EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT simulated.now()', it.table_schema, it.table_name, it.column_name);
    END LOOP;
    FOR it IN SELECT schemaname, tablename FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LOOP
      EXECUTE format('ALTER TABLE %I.%I SET (autovacuum_enabled = false)', it.schemaname, it.tablename);
    END LOOP;
  END $$;
`;
