import { isDomainError } from '@halfpast/kernel';
import type { DurableSaga, SagaStep } from '@halfpast/saga';
import { Killed } from '../scheduler/calls.ts';
import type { Random } from '../scheduler/random.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Timeline } from '../scheduler/timeline.ts';

export type EngineEvent = { readonly eventId: string; readonly name: string; readonly data: unknown };

type Run = {
  readonly nth: number;
  readonly sagaId: string;
  readonly retries: number;
  readonly data: unknown;
  readonly remembered: Map<string, string>;
  failures: number;
  state: 'waiting' | 'running' | 'sleeping' | 'ended';
};

type Parts = {
  readonly scheduler: Scheduler;
  readonly timeline: Timeline;
  readonly random: Random;
  /** The sagas of the app's process; none while it is down. */
  readonly sagas: () => readonly DurableSaga[] | undefined;
  readonly onGivenUp: (run: string, error: unknown) => void;
};

/** Seconds before each further try, as Inngest waits. */
const backoff = [15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400];
const transient = ['PAYMENT_PROVIDER_UNAVAILABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL'] as const;

/** Thrown into a run that the engine forgets: nothing of it goes on. */
class Lost extends Error {}

/** Inngest, as a saga sees it: events start runs, once an id; steps are remembered, tried again, and slept between. */
export function createEngine({ scheduler, timeline, random, sagas, onGivenUp }: Parts) {
  const seen = new Set<string>();
  const received: EngineEvent[] = [];
  const runs = new Set<Run>();
  let count = 0;

  function start(sagaId: string, retries: number, data: unknown): void {
    count += 1;
    const run: Run = {
      nth: count,
      sagaId,
      retries,
      data,
      remembered: new Map(),
      failures: 0,
      state: 'waiting',
    };
    runs.add(run);
    invokeIn(run, random.chance(0.6) ? 0 : random.between(0, 400));
  }

  function end(run: Run): void {
    run.state = 'ended';
    runs.delete(run);
  }

  function invokeIn(run: Run, milliseconds: number): void {
    timeline.in(milliseconds, () => invoke(run));
  }

  function invoke(run: Run): void {
    const saga = sagas()?.find(({ id }) => id === run.sagaId);
    if (!saga) {
      if (sagas()) end(run);
      else invokeIn(run, 15_000); // nobody answers: it is no fault of the run
      return;
    }
    run.state = 'running';
    let suspend: () => void = () => {};
    const suspended = new Promise<'asleep'>((resolve) => {
      suspend = () => resolve('asleep');
    });
    const steps = stepsOf(run, () => suspend());
    scheduler
      .spawn(`${run.sagaId}/${run.nth}`, 'app', () =>
        Promise.race([saga.run(steps, run.data).then(() => 'done' as const), suspended]),
      )
      .then(
        (how) => {
          if (how === 'done') end(run);
        },
        (error: unknown) => failed(run, error),
      );
  }

  function failed(run: Run, error: unknown): void {
    if (error instanceof Lost) {
      end(run);
      return;
    }
    run.failures += 1;
    const isFinal =
      isDomainError(error) && !transient.some((code) => code === error.code) && !(error instanceof Killed);
    if (isFinal || run.failures > run.retries) {
      onGivenUp(`${run.sagaId}/${run.nth}`, error);
      end(run);
      return;
    }
    run.state = 'waiting';
    invokeIn(run, (backoff[Math.min(run.failures, backoff.length) - 1] ?? 15) * 1_000 + random.below(5_000));
  }

  const remember = (run: Run, id: string, value: string): Promise<void> =>
    scheduler.gate({
      kind: 'engine',
      label: `remembers ${id}`,
      perform: async () => {
        run.remembered.set(id, value);
        run.failures = 0;
      },
      faults: {
        'answer lost': async () => {
          throw new Error(`The engine didn't hear of ${id}`);
        },
        'run lost': async () => {
          throw new Lost();
        },
      },
    });

  const stepsOf = (run: Run, suspend: () => void): SagaStep => ({
    async run(id, work) {
      const known = run.remembered.get(id);
      if (known !== undefined) return JSON.parse(known);
      const value = JSON.stringify(await work()) ?? 'null';
      await remember(run, id, value);
      return JSON.parse(value);
    },
    async sleepUntil(id, instant) {
      if (run.remembered.has(id)) return;
      await remember(run, id, 'null');
      run.state = 'sleeping';
      timeline.at(new Date(instant), () => invoke(run));
      suspend();
      await new Promise(() => {}); // the engine calls again, from the top
    },
    async sendEvents(id, events) {
      if (run.remembered.has(id)) return;
      await remember(run, id, 'null');
      receive(events.map((event, nth) => ({ ...event, eventId: `${run.sagaId}/${run.nth}/${id}/${nth}` })));
    },
  });

  function receive(events: readonly EngineEvent[]): void {
    for (const event of events) {
      if (seen.has(event.eventId)) continue;
      seen.add(event.eventId);
      received.push(event);
      for (const { id, trigger } of sagas() ?? []) {
        if ('event' in trigger && trigger.event === event.name) start(id, 10, event.data);
      }
    }
  }

  return {
    receive,
    /** Time has come for a cron. */
    fire(sagaId: string): void {
      start(sagaId, 3, undefined);
    },
    /** Each event that ever came, once. */
    received: (): readonly EngineEvent[] => received,
    /** Every event that ever came, as if it came for the first time. */
    replay(): void {
      for (const event of [...received]) receive([{ ...event, eventId: `${event.eventId}/again/${count}` }]);
    },
    busy: (): readonly string[] =>
      [...runs]
        .filter(({ state }) => state !== 'ended')
        .map(({ sagaId, nth, state }) => `${sagaId}/${nth} ${state}`),
  };
}
