import { setTimeout as sleep } from 'node:timers/promises';
import { fireCrons } from './crons.ts';
import type { Database } from './database.ts';
import { prune } from './retention.ts';
import type { Claimed, Store } from './store.ts';

export type EngineDeps = {
  readonly database: Database;
  readonly store: Store;
  readonly execute: (job: Claimed) => Promise<void>;
  /** How many calls a function may have in flight; `null`: any number. */
  readonly limitOf: (functionId: string) => number | null;
  readonly clock: () => Date;
  readonly concurrency: number;
  readonly leaseMs: number;
  /** How often to look although nobody said that there is work. */
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
};

export type Engine = {
  /** Looks for work now. */
  wake(): void;
  /** Resolves when nothing is due under the present clock, and nothing is under way. */
  whenIdle(): Promise<void>;
  /** Takes no more work and resolves when what is under way has ended. */
  stop(): Promise<void>;
};

const busyAlarmMs = 100;
const graceMs = 5_000;
const pruneEveryMs = 10 * 60_000;

/** Claims what is due, does it, and sleeps until something is due again or `wake` is called. */
export function startEngine(deps: EngineDeps): Engine {
  const { database, store, execute, limitOf, clock, concurrency, leaseMs, pollMs, onError } = deps;
  const underWay = new Map<Promise<void>, Claimed>();
  let cronAt: Date | null = new Date(0);
  let alarmSetAt = 0;
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  /** How many more calls of a function may start now. */
  const roomFor = (functionId: string): number => {
    const calls = [...underWay.values()].filter((job) => job.functionId === functionId).length;
    return (limitOf(functionId) ?? Number.POSITIVE_INFINITY) - calls;
  };
  const fullFunctions = () =>
    [...new Set([...underWay.values()].map(({ functionId }) => functionId))].filter((id) => roomFor(id) <= 0);

  const start = (job: Claimed) => {
    const work: Promise<void> = execute(job)
      .catch(onError) // the lease runs out, and the job is done again
      .finally(() => {
        const wasFull = underWay.size >= concurrency || limitOf(job.functionId) !== null;
        underWay.delete(work);
        if (wasFull) wake(); // whoever makes new work says so; here only room was made
      });
    underWay.set(work, job);
  };

  const look = async () => {
    const now = clock();
    if (cronAt && cronAt <= now) await fireCrons(database, now);
    while (!stopped && underWay.size < concurrency) {
      const jobs = await store.claim(clock(), fullFunctions(), concurrency - underWay.size);
      if (jobs.length === 0) break;
      const tooMany = jobs.filter((job) => {
        if (roomFor(job.functionId) <= 0) return true;
        start(job);
        return false;
      });
      if (tooMany.length > 0) await store.giveBack(tooMany.map(({ lease }) => lease));
    }
  };

  /** One look at a time; whoever asks during one gets another after it. */
  const lookNow = (): Promise<void> => {
    again = true;
    looking ??= (async () => {
      try {
        while (again && !stopped) {
          again = false;
          await look();
          await setAlarm();
        }
      } catch (error) {
        onError(error);
        alarmIn(pollMs);
      } finally {
        looking = undefined;
      }
    })();
    return looking;
  };

  const alarmIn = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(wake, Math.max(1, Math.min(ms, pollMs)));
  };
  /** When to look next although nobody calls. While one call follows the other, a look that often is exact enough. */
  const setAlarm = async () => {
    if (underWay.size > 0 && Date.now() - alarmSetAt < busyAlarmMs) return alarmIn(busyAlarmMs);
    alarmSetAt = Date.now();
    const { job, cron } = await store.upcoming();
    cronAt = cron;
    const next = Math.min(
      job?.getTime() ?? Number.POSITIVE_INFINITY,
      cron?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const wait = next - clock().getTime();
    alarmIn(wait > 0 ? wait : pollMs);
  };
  function wake(): void {
    if (!stopped) void lookNow();
  }

  const beats = setInterval(() => {
    const leases = [...underWay.values()].map(({ lease }) => lease);
    if (leases.length > 0) store.extendLeases(leases).catch(onError);
  }, leaseMs / 3);
  const pruning = setInterval(() => void prune(database, clock()).catch(onError), pruneEveryMs);
  wake();

  return {
    wake,
    async whenIdle() {
      for (;;) {
        await lookNow();
        if (underWay.size > 0) await Promise.race(underWay.keys());
        else if (!(await store.isDue(clock()))) return;
        else await sleep(5);
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(beats);
      clearInterval(pruning);
      await looking;
      // What takes longer is left to whoever takes over once its lease has run out.
      await Promise.race([Promise.all(underWay.keys()), sleep(graceMs, undefined, { ref: false })]);
    },
  };
}
