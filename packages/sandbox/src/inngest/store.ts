import type { Database } from './database.ts';
import type { DoneStep, PendingStep, StepState } from './protocol.ts';
import * as sql from './statements.ts';

/** What an SDK gets to see of an event. */
export type EventPayload = {
  readonly id: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
  readonly ts: number;
};
export type StoredEvent = { readonly id: string; readonly payload: EventPayload };
export type NewRun = {
  readonly id: string;
  readonly functionId: string;
  readonly eventId: string;
  /** A function starts once for each of these, for a day. */
  readonly startKey: string;
};

/** A piece of work that this engine holds by its lease. */
export type Job = {
  readonly runId: string;
  /** Empty for a discovery. */
  readonly stepId: string;
  readonly kind: 'discover' | 'step' | 'wake';
  readonly functionId: string;
  readonly attempt: number;
  /** Counts the discoveries that were asked for while one was going on. */
  readonly requested: number;
  readonly lease: string;
};
/** With the event of a run that nobody has begun: nothing else is to be known of it. */
export type Claimed = Job & { readonly event: EventPayload | null };
/** The part of a job that proves that it is still ours. */
export type Hold = Pick<Job, 'runId' | 'stepId' | 'lease'>;

export type RunState = {
  readonly event: EventPayload;
  /** Finished steps in the order in which they finished. */
  readonly steps: readonly { readonly id: string; readonly state: StepState }[] | null;
  /** Whether steps, sleeps or waits are pending. */
  readonly parallel: boolean;
};

/** `lost`: the lease has passed to somebody else. `over`: nothing to do for now. A number: discover on, having seen so many requests. */
export type Saved = 'lost' | 'over' | number;

export type Wait = Pick<Hold, 'runId' | 'stepId'> & {
  readonly awaitedEvent: string;
  readonly expression: string | null;
  readonly event: EventPayload;
};

type Query = Database['query'];
const keyOf = ({ runId, stepId, lease }: Hold) => [runId, stepId, lease];

/** Stores events and starts their runs. Resolves to the number of runs that are new. */
export const ingest = async (
  query: Query,
  events: readonly StoredEvent[],
  runs: readonly NewRun[],
  now: Date,
) => {
  const eventRows = events.map(({ id, payload }) => ({ id, name: payload.name, payload }));
  const runRows = runs.map((run) => ({
    id: run.id,
    function_id: run.functionId,
    event_id: run.eventId,
    start_key: run.startKey,
  }));
  return (await query(sql.ingest, [JSON.stringify(eventRows), JSON.stringify(runRows), now])).length;
};

export type Store = ReturnType<typeof createStore>;

/** What the engine asks of its database; each a statement, so that each happens whole or not at all. */
export function createStore(
  database: Database,
  { owner, leaseMs }: { readonly owner: string; readonly leaseMs: number },
) {
  const { query } = database;
  const rows = (values: readonly { readonly id: string }[]) =>
    JSON.stringify(values.map((row, n) => ({ ...row, n })));
  return {
    claim: (now: Date, busy: readonly string[], limit: number) =>
      query<Claimed>(sql.claim, [now, busy, limit, owner, leaseMs]),
    async load(runId: string): Promise<RunState | undefined> {
      return (await query<RunState>(sql.load, [runId]))[0];
    },
    /** Saves what a discovery found. `release` gives the job back, if no other discovery was asked for meanwhile. */
    async saveSteps(
      hold: Hold & { readonly requested?: number },
      found: {
        readonly done: readonly DoneStep[];
        readonly pending: readonly PendingStep[];
        readonly release: boolean;
      },
      now: Date,
    ): Promise<Saved> {
      const [row] = await query<{ held: boolean; requested: number | null }>(sql.saveSteps, [
        ...keyOf(hold),
        rows(found.done),
        now,
        rows(found.pending),
        found.release,
        hold.requested ?? 0,
        leaseMs,
      ]);
      return row?.held ? (row.requested ?? 'over') : 'lost';
    },
    finishStep: (hold: Hold, step: DoneStep, now: Date) =>
      query(sql.finishStep, [...keyOf(hold), rows([step]), now]),
    retry: (
      hold: Hold,
      again: {
        readonly at: Date;
        readonly attempt: number;
        readonly counts: boolean;
        readonly error: unknown;
        readonly step?: { readonly id: string; readonly name: string; readonly op: string };
      },
      now: Date,
    ) => {
      const state = JSON.stringify({ type: 'error', error: again.error });
      const step = rows(again.step ? [again.step] : []);
      return query(sql.retry, [
        ...keyOf(hold),
        again.at,
        again.attempt,
        state,
        step,
        now,
        again.counts ? 1 : 0,
      ]);
    },
    completeRun: (hold: Hold, done: readonly DoneStep[], data: unknown, now: Date) => {
      const output = JSON.stringify({ type: 'data', data });
      return query(sql.finishRun, [...keyOf(hold), rows(done), now, 'COMPLETED', output]);
    },
    /** Ends a run as failed and tells it as an event, in one transaction. */
    failRun: (
      hold: Hold,
      error: unknown,
      told: { events: readonly StoredEvent[]; runs: readonly NewRun[]; now: Date },
    ) =>
      database.transaction(async (within) => {
        const output = JSON.stringify({ type: 'error', error });
        const ended = await within(sql.finishRun, [...keyOf(hold), '[]', told.now, 'FAILED', output]);
        if (ended.length > 0) await ingest(within, told.events, told.runs, told.now);
      }),
    giveBack: (leases: readonly string[]) => query(sql.giveBack, [leases]),
    extendLeases: (leases: readonly string[]) => query(sql.extendLeases, [leases, leaseMs]),
    async upcoming(): Promise<{ readonly job: Date | null; readonly cron: Date | null }> {
      const [row] = await query<{ job: Date | null; cron: Date | null }>(sql.upcoming);
      return row ?? { job: null, cron: null };
    },
    async isDue(now: Date): Promise<boolean> {
      return ((await query<{ due: number }>(sql.countDue, [now]))[0]?.due ?? 0) > 0;
    },
    async isAnythingWaiting(): Promise<boolean> {
      return (await query<{ waiting: boolean }>(sql.anyWait))[0]?.waiting ?? false;
    },
    waitsFor: (names: readonly string[]) => query<Wait>(sql.waitsFor, [names]),
    waitsOf: (runId: string) => query<Wait>(sql.waitsOf, [runId]),
    async eventsSince(name: string, since: Date): Promise<EventPayload[]> {
      return (await query<{ payload: EventPayload }>(sql.eventsSince, [name, since])).map(
        ({ payload }) => payload,
      );
    },
    /** Whether this call, and no timeout or other event, ended the wait. */
    async resumeWait(
      { runId, stepId }: Pick<Hold, 'runId' | 'stepId'>,
      event: EventPayload,
      now: Date,
    ): Promise<boolean> {
      const state = JSON.stringify({ type: 'data', data: event });
      return (await query(sql.resumeWait, [runId, stepId, state, now])).length > 0;
    },
  };
}
