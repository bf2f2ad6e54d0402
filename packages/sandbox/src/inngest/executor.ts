import type { Catalog } from './catalog.ts';
import type { Intake } from './events.ts';
import { type Reading, readOps } from './protocol.ts';
import type { EngineFunction } from './registration.ts';
import { requestOf } from './request.ts';
import { backoffMs, retryAt } from './schedule.ts';
import type { Answer, Sdk } from './sdk.ts';
import type { Claimed, Job, RunState, Store } from './store.ts';

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
  /** Called when there is new work. */
  readonly wake: () => void;
};

/** One call of the SDK: for which job, from which state, and since when. */
type Call = {
  readonly job: Job;
  readonly state: RunState;
  readonly fn: EngineFunction;
  readonly since: Date;
};
type Failure = {
  readonly error: unknown;
  readonly retryAfter?: string | null;
  readonly step?: { readonly id: string; readonly name: string; readonly op: string };
};

/** How long until an app that isn't there is asked again. */
const awayMs = 1_000;

/** Does one job from its claim to its end. What it finds is saved under the job's lease, so a job that was lost saves nothing. */
export function createExecutor(deps: ExecutorDeps): (job: Claimed) => Promise<void> {
  const { store, catalog, intake, sdk, clock, random, checkpointing, wake } = deps;

  const fail = async ({ job, state }: Pick<Call, 'job' | 'state'>, error: unknown): Promise<undefined> => {
    const { event } = state;
    const data = {
      function_id: job.functionId,
      run_id: job.runId,
      event,
      events: [event],
      error,
      _inngest: { status: 'Failed' },
    };
    const told = intake.own({ id: job.runId, name: 'inngest/function.failed', data, ts: clock().getTime() });
    await store.failRun(job, error, told);
    wake();
    await intake.wakeWaits(told.events.map(({ payload }) => payload));
  };

  const retry = async (call: Call, failure: Failure, at?: Date): Promise<undefined> => {
    const { job, fn } = call;
    if (job.attempt >= fn.retries) return fail(call, failure.error);
    const now = clock();
    const byTable = new Date(now.getTime() + backoffMs(job.attempt, random()));
    const again = {
      at: at ?? retryAt(failure.retryAfter, now) ?? byTable,
      attempt: job.attempt + 1,
      counts: true,
    };
    await store.retry(job, { ...again, error: failure.error, step: failure.step }, now);
    wake();
  };

  const later = (ms: number) => new Date(clock().getTime() + ms);

  const waitForApp = async ({ job }: Call): Promise<undefined> => {
    const again = { at: later(awayMs), attempt: job.attempt, counts: false, error: noApp };
    await store.retry(job, again, clock());
    wake();
  };

  /** Saves an answer. Resolves to the job as it goes on, or to nothing when it doesn't. */
  const settle = async (call: Call, answer: Answer): Promise<Job | undefined> => {
    switch (answer.kind) {
      case 'away':
        return waitForApp(call);
      case 'lost':
        // Sooner than the table: the app was most likely restarted, and a student waits.
        return retry(call, answer, later(awayMs * 2 ** call.job.attempt));
      case 'threw':
        return retry(call, answer);
      case 'failed':
        return fail(call, answer.error);
      case 'returned':
        await store.completeRun(call.job, [], answer.data, clock());
        return undefined;
      case 'ops':
        return settleOps(call, answer);
    }
  };

  const settleOps = (call: Call, { ops, retryAfter }: Extract<Answer, { kind: 'ops' }>) => {
    let reading: Reading;
    try {
      reading = readOps(ops, clock());
    } catch (error) {
      return fail(call, serialized('ProtocolError', error instanceof Error ? error.message : String(error)));
    }
    if (reading.unsupported) return fail(call, lacking(reading.unsupported));
    const failure = reading.failing && { error: reading.failing.error, retryAfter, step: reading.failing };
    return call.job.kind === 'step'
      ? settleStep(call, reading, failure)
      : settleDiscovery(call, reading, failure);
  };

  const settleStep = async (
    call: Call,
    { done: [step] }: Reading,
    failure = nothingNew,
  ): Promise<undefined> => {
    if (!step) return retry(call, failure);
    await store.finishStep(call.job, step, clock());
    wake();
  };

  const settleDiscovery = async (
    call: Call,
    reading: Reading,
    failure?: Failure,
  ): Promise<Job | undefined> => {
    const { done, pending, completed } = reading;
    const now = clock();
    let { job } = call;
    if (completed) {
      await store.completeRun(job, done, completed.data, now);
      return undefined;
    }
    if (done.length > 0 || pending.length > 0) {
      const waits = pending.some(({ status }) => status === 'WAITING');
      if (waits) intake.expectWaits();
      // Only sleeps, waits and planned steps: the run rests until one of them is over.
      const release = done.length === 0 && !failure;
      const saved = await store.saveSteps(job, { done, pending, release }, now);
      if (pending.length > 0) wake();
      if (waits) await intake.catchUp(job.runId, call.since);
      if (typeof saved === 'string') return undefined;
      job = { ...job, requested: saved, attempt: done.length > 0 ? 0 : job.attempt };
      if (!failure) return job;
    }
    return retry({ ...call, job }, failure ?? nothingNew);
  };

  return async function execute(claimed) {
    if (claimed.kind === 'wake') {
      const slept = {
        id: claimed.stepId,
        name: '',
        op: '',
        status: 'DONE',
        state: { type: 'data', data: null },
      } as const;
      await store.finishStep(claimed, slept, clock());
      wake();
      return;
    }
    const { event, ...first } = claimed;
    const begins = event && { event, steps: [], parallel: false };
    for (let job: Job | undefined = first; job; ) {
      const state: RunState | undefined = job === first && begins ? begins : await store.load(job.runId);
      if (!state) return;
      const fn = catalog.find(job.functionId);
      if (!fn) return fail({ job, state }, unknownFunction(job.functionId));
      const call: Call = { job, state, fn, since: clock() };
      job = await settle(call, await sdk.call(fn, job.stepId, requestOf(call, checkpointing)));
    }
  };
}

const serialized = (name: string, message: string) => ({ name, message, stack: '', __serialized: true });
const noApp = serialized('AppUnreachable', 'Nobody listens at the address of the app');
const nothingNew: Failure = { error: serialized('ProtocolError', 'The SDK brought nothing new') };
const lacking = (op: string) => serialized('UnsupportedFeature', `This engine does not have "${op}"`);
const unknownFunction = (id: string) =>
  serialized('UnknownFunction', `The function "${id}" is no longer registered`);
