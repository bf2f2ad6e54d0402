import type { Catalog } from './catalog.ts';
import type { Intake } from './events.ts';
import { readOps } from './protocol.ts';
import type { EngineFunction } from './registration.ts';
import { backoffMs, retryAt } from './schedule.ts';
import type { Answer, Sdk } from './sdk.ts';
import type { Job, RunState, Store } from './store.ts';

export type ExecutorDeps = {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly sdk: Sdk;
  readonly clock: () => Date;
  /** In [0, 1): spreads retries, so that what failed together doesn't come back together. */
  readonly random: () => number;
  /** Lets the SDK run step after step in one call and save each as it goes. */
  readonly checkpointing: boolean;
};

/** How long until an app that isn't there is asked again. */
const awayMs = 1_000;

/** Does one job from its claim to its end. What it finds is saved under the job's lease, so a job that was lost saves nothing. */
export function createExecutor({ store, catalog, intake, sdk, clock, random, checkpointing }: ExecutorDeps) {
  const fail = async (job: Job, state: RunState, error: unknown) => {
    const data = {
      function_id: job.functionId,
      run_id: job.runId,
      event: state.event,
      events: [state.event],
      error,
      _inngest: { status: 'Failed' },
    };
    const told = intake.own({ id: job.runId, name: 'inngest/function.failed', data, ts: clock().getTime() });
    await store.failRun(job, error, told);
    await intake.wakeWaits(told.events.map(({ payload }) => payload));
  };

  const retry = async (job: Job, state: RunState, fn: EngineFunction, failed: Failed) => {
    const attempt = job.attempt + 1;
    if (attempt > fn.retries) return fail(job, state, failed.error);
    const now = clock();
    const at = retryAt(failed.retryAfter, now) ?? new Date(now.getTime() + backoffMs(job.attempt, random()));
    await store.retry(job, { at, attempt, counts: true, error: failed.error, step: failed.step }, now);
  };

  /** Saves an answer. Resolves to the job as it goes on, or to nothing when it doesn't. */
  const settle = async (
    job: Job,
    state: RunState,
    fn: EngineFunction,
    answer: Answer,
    since: Date,
  ): Promise<Job | undefined> => {
    const now = clock();
    switch (answer.kind) {
      case 'away':
        await store.retry(
          job,
          { at: new Date(now.getTime() + awayMs), attempt: job.attempt, counts: false, error: noApp },
          now,
        );
        return undefined;
      case 'lost': {
        // Sooner than the table: the app was most likely restarted, and a student waits.
        const at = new Date(now.getTime() + awayMs * 2 ** job.attempt);
        if (job.attempt < fn.retries)
          await store.retry(job, { at, attempt: job.attempt + 1, counts: true, error: answer.error }, now);
        else await fail(job, state, answer.error);
        return undefined;
      }
      case 'threw':
        await retry(job, state, fn, answer);
        return undefined;
      case 'failed':
        await fail(job, state, answer.error);
        return undefined;
      case 'returned':
        await store.completeRun(job, answer.data, now);
        return undefined;
      case 'ops':
        return settleOps(job, state, fn, answer, since);
    }
  };

  const settleOps = async (
    job: Job,
    state: RunState,
    fn: EngineFunction,
    { ops, retryAfter }: Extract<Answer, { kind: 'ops' }>,
    since: Date,
  ): Promise<Job | undefined> => {
    const now = clock();
    const reading = readOps(ops, now);
    if (reading.unsupported) {
      await fail(job, state, lacking(reading.unsupported));
      return undefined;
    }
    if (job.kind === 'step') {
      const [step] = reading.done;
      if (step) await store.finishStep(job, step, now);
      else
        await retry(job, state, fn, {
          error: nothingNew,
          ...reading.failing,
          retryAfter,
          step: reading.failing,
        });
      return undefined;
    }
    const idle = reading.done.length === 0 && reading.pending.length > 0;
    const stays = !idle || reading.failing !== undefined || reading.completed !== undefined;
    let current = job;
    if (reading.done.length > 0 || reading.pending.length > 0) {
      const saved = await store.saveSteps(job, { ...reading, release: !stays }, now);
      if (reading.pending.some(({ status }) => status === 'WAITING')) await intake.catchUp(job.runId, since);
      if (typeof saved === 'string') return undefined;
      current = { ...job, requested: saved, attempt: reading.done.length > 0 ? 0 : job.attempt };
    }
    if (reading.completed) {
      await store.completeRun(current, reading.completed.data, now);
      return undefined;
    }
    if (reading.failing) {
      await retry(current, state, fn, { error: reading.failing.error, retryAfter, step: reading.failing });
      return undefined;
    }
    if (reading.done.length > 0 || reading.pending.length > 0) return current;
    await retry(job, state, fn, { error: nothingNew, retryAfter });
    return undefined;
  };

  return async function execute(job: Job): Promise<void> {
    if (job.kind === 'wake') {
      const step = {
        id: job.stepId,
        name: '',
        op: '',
        status: 'DONE',
        state: { type: 'data', data: null },
      } as const;
      await store.finishStep(job, step, clock());
      return;
    }
    for (let current: Job | undefined = job; current; ) {
      const state: RunState | undefined = (await store.load([current.runId])).get(current.runId);
      if (!state) return;
      const fn = catalog.find(current.functionId);
      if (!fn) return fail(current, state, unknownFunction(current.functionId));
      const since = clock();
      const answer: Answer = await sdk.call(
        fn.id,
        current.stepId,
        requestOf(current, state, fn, checkpointing),
      );
      current = await settle(current, state, fn, answer, since);
    }
  };
}

type Failed = {
  readonly error: unknown;
  readonly retryAfter: string | null;
  readonly step?: { readonly id: string; readonly name: string; readonly op: string };
};

const serialized = (name: string, message: string) => ({ name, message, stack: '', __serialized: true });
const noApp = serialized('AppUnreachable', 'Nobody listens at the address of the app');
const nothingNew = serialized('ProtocolError', 'The SDK brought nothing new');
const lacking = (op: string) => serialized('UnsupportedFeature', `This engine does not have "${op}"`);
const unknownFunction = (id: string) =>
  serialized('UnknownFunction', `The function "${id}" is no longer registered`);

function requestOf(job: Job, state: RunState, fn: EngineFunction, checkpointing: boolean) {
  const steps = state.steps ?? [];
  return {
    version: 2,
    event: state.event,
    events: [state.event],
    steps: Object.fromEntries(steps.map((step) => [step.id, step.state])),
    ctx: {
      run_id: job.runId,
      // The SDK saves as it goes only when it is told the function and the lease.
      ...(checkpointing ? { fn_id: fn.id, qi_id: job.lease } : {}),
      attempt: job.attempt,
      max_attempts: fn.retries + 1,
      disable_immediate_execution: state.parallel,
      use_api: false,
      stack: { stack: steps.map((step) => step.id), current: steps.length },
    },
  };
}
