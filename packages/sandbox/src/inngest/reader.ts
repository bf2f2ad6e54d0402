import type { Database, Statement } from './database.ts';
import type { StepState } from './protocol.ts';
import type { EventPayload } from './store.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

const runColumns = `run.id, run.function_id AS "functionId", run.status, run.attempts, run.output, run.event_id AS "eventId",
  event.name AS "eventName", run.queued_at AS "queuedAt", run.started_at AS "startedAt", run.ended_at AS "endedAt"`;
const runsFrom = `SELECT ${runColumns} FROM run JOIN event ON event.id = run.event_id`;
const newestFirst = 'ORDER BY run.queued_at DESC, run.id DESC LIMIT';

const newestRuns = statement('newest-runs', `${runsFrom} ${newestFirst} $1`);
const runsBefore = statement(
  'runs-before',
  `${runsFrom} WHERE (run.queued_at, run.id) < (SELECT queued_at, id FROM run WHERE id = $2) ${newestFirst} $1`,
);
const runsOfEvent = statement('runs-of-event', `${runsFrom} WHERE run.event_id = $2 ${newestFirst} $1`);
const oneRun = statement(
  'one-run',
  `SELECT ${runColumns}, event.payload AS event,
     (SELECT min(run_at) FROM job WHERE job.run_id = run.id) AS "nextAt"
   FROM run JOIN event ON event.id = run.event_id WHERE run.id = $1`,
);
const stepsOfRun = statement(
  'steps-of-run',
  `SELECT id, name, op, status, state, attempts, awaited_event AS "awaitedEvent", until,
     started_at AS "startedAt", ended_at AS "endedAt"
   FROM step WHERE run_id = $1 ORDER BY completed NULLS LAST, started_at, id`,
);

export type RunRow = {
  readonly id: string;
  readonly functionId: string;
  readonly status: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
  readonly attempts: number;
  readonly output: StepState | null;
  readonly eventId: string;
  readonly eventName: string;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
};

export type StepRow = {
  readonly id: string;
  readonly name: string;
  readonly op: string;
  readonly status: string;
  readonly state: StepState | null;
  readonly attempts: number;
  readonly awaitedEvent: string | null;
  readonly until: Date | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

export type RunDetails = RunRow & {
  readonly event: EventPayload;
  /** When the engine does something for it again. */
  readonly nextAt: Date | null;
  readonly steps: readonly StepRow[];
};

export type Reader = ReturnType<typeof createReader>;

/** What people and tests may look at. */
export function createReader({ query }: Pick<Database, 'query'>) {
  return {
    /** Newest first; the page after `before`, a run's id, if there is one. */
    runs: (limit: number, before?: string) =>
      before ? query<RunRow>(runsBefore, [limit, before]) : query<RunRow>(newestRuns, [limit]),
    runsOfEvent: (eventId: string) => query<RunRow>(runsOfEvent, [100, eventId]),
    async run(id: string): Promise<RunDetails | undefined> {
      const [run] = await query<Omit<RunDetails, 'steps'>>(oneRun, [id]);
      return run && { ...run, steps: await query<StepRow>(stepsOfRun, [id]) };
    },
  };
}
