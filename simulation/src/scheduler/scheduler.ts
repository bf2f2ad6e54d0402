import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, type Call, Killed } from './calls.ts';
import type { Chooser } from './chooser.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

type Waiting = {
  readonly actor: Actor;
  readonly call: Call<unknown>;
  readonly nth: number;
  /** Not before then: it is slow. */
  readonly notBefore: Date;
  resolve(value: unknown): void;
  reject(error: unknown): void;
};

/** A call that was let through and hasn't come back: PostgreSQL makes it wait for a lock that another call holds. */
type Blocked = Waiting & { settled: (() => void) | undefined };

/** How to know that a statement waits for a lock, and that all that could come back has. */
export type LockWatch = { waiting(): Promise<number> };

type Parts = {
  readonly timeline: Timeline;
  readonly chooser: Chooser;
  readonly trace: Trace;
  readonly locks: LockWatch;
  /** Told of a call that goes wrong. */
  readonly onFault: (call: Call<unknown>) => void;
};

export type Scheduler = ReturnType<typeof createScheduler>;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

/** Lets one call through at a time, which one the seed decides, and nothing runs beside it. */
export function createScheduler({ timeline, chooser, trace, locks, onFault }: Parts) {
  const context = new AsyncLocalStorage<Actor>();
  const actors = new Set<Actor>();
  const waiting: Waiting[] = [];
  const blocked: Blocked[] = [];
  let count = 0;
  let steps = 0;
  /** Rises with whatever happens, so that silence can be told. */
  let activity = 0;
  /** Work that is done beside the turns: cleaning up behind the dead. */
  let aside = 0;
  let lastAside: Promise<void> = Promise.resolve();

  function spawn<T>(name: string, place: Actor['place'], work: () => Promise<T>): Promise<T> {
    count += 1;
    const actor: Actor = {
      id: count,
      name,
      place,
      dead: false,
      done: false,
      waiting: 0,
      parked: 0,
      expected: 0,
      claimed: 0,
      claimedAt: undefined,
      rejections: 0,
    };
    actors.add(actor);
    activity += 1;
    return new Promise<T>((resolve, reject) => {
      const end = (finish: () => void) => {
        activity += 1;
        actor.done = true;
        actors.delete(actor);
        if (!actor.dead) finish();
      };
      deaths.set(actor, () => reject(new Killed()));
      context.run(actor, () => {
        work().then(
          (value) => end(() => resolve(value)),
          (error: unknown) => end(() => reject(error)),
        );
      });
    });
  }
  const deaths = new WeakMap<Actor, () => void>();

  /** Waits until it is this call's turn. Outside of any actor (setting up, looking at the end) there are no turns. */
  function gate<T>(call: Call<T>): Promise<T> {
    const actor = context.getStore();
    if (!actor || actor.done) return call.perform();
    activity += 1;
    if (actor.dead) return rejected(actor);
    return new Promise<T>((resolve, reject) => {
      count += 1;
      actor.waiting += 1;
      const stall = chooser.stall(call);
      const notBefore = new Date(timeline.now().getTime() + stall);
      if (stall > 0) timeline.at(notBefore, () => {});
      const erased: Call<unknown> = call;
      waiting.push({
        actor,
        call: erased,
        nth: count,
        notBefore,
        resolve: (value) => resolve(value as T),
        reject,
      });
    });
  }

  const rejected = async (actor: Actor): Promise<never> => {
    actor.rejections += 1;
    if (actor.rejections > 200) await new Promise(() => {}); // it tries again and again: leave it
    throw new Killed();
  };

  /** Waits for what isn't a call: for time, for another actor. */
  async function park<T>(promise: Promise<T>): Promise<T> {
    const actor = context.getStore();
    if (!actor) return promise;
    actor.parked += 1;
    activity += 1;
    try {
      return await promise;
    } finally {
      actor.parked -= 1;
      activity += 1;
    }
  }

  const sleepUntil = (instant: Date): Promise<void> =>
    park(new Promise((resolve) => timeline.at(instant, resolve)));

  /** Does `work` without a turn, but one after the other: which of two came back first would be chance. */
  async function besides<T>(work: () => Promise<T>): Promise<T> {
    aside += 1;
    activity += 1;
    const before = lastAside;
    const mine = before.then(() => context.exit(work));
    lastAside = mine.then(
      () => {},
      () => {},
    );
    try {
      return await mine;
    } finally {
      aside -= 1;
      activity += 1;
    }
  }

  /** Resolves when everybody waits for a turn, for time or for another, or is done. */
  async function quiet(): Promise<void> {
    let calm = 0;
    for (;;) {
      const before = activity;
      await turn();
      calm = activity === before && aside === 0 ? calm + 1 : 0;
      if (aside > 0) {
        await patience();
        continue;
      }
      if (calm < 2) continue;
      if ([...actors].some(isExpected)) {
        if (calm > 60) await patience();
        if (calm > 5_000) throw new Error('A call that was announced has not come');
        continue;
      }
      if ([...actors].every(isStill) || calm >= 60) return;
    }
  }
  const isStill = (actor: Actor): boolean => actor.dead || actor.waiting > 0 || actor.parked > 0;
  const isExpected = (actor: Actor): boolean => {
    if (actor.waiting >= actor.expected) actor.expected = 0;
    return !actor.dead && actor.expected > 0;
  };

  async function letThrough(chosen: Waiting): Promise<void> {
    const fault = chooser.fault(chosen.call);
    if (fault !== undefined) onFault(chosen.call);
    const work = fault === undefined ? chosen.call.perform : chosen.call.faults?.[fault];
    trace.add(
      timeline.now(),
      chosen.actor,
      fault === undefined ? chosen.call.label : `${chosen.call.label} ! ${fault}`,
    );
    const entry: Blocked = { ...chosen, settled: undefined };
    const settle = (finish: () => void) => {
      entry.settled = finish;
    };
    const ended = context
      .exit(() => (work ?? chosen.call.perform)())
      .then(
        (value) => settle(() => chosen.resolve(value)),
        (error: unknown) => settle(() => chosen.reject(error)),
      );
    while (!entry.settled) {
      await Promise.race([ended, patience()]);
      if (entry.settled) break;
      if (chosen.call.kind === 'sql' && (await locks.waiting()) > blocked.length) {
        blocked.push(entry);
        trace.note(timeline.now(), chosen.actor, 'waits for a lock');
        return;
      }
    }
    answer(entry);
  }

  function answer(entry: Blocked): void {
    entry.actor.waiting -= 1;
    activity += 1;
    if (entry.actor.dead) entry.reject(new Killed());
    else entry.settled?.();
  }

  /** Takes up what came back after somebody let go of a lock, in the order in which it was let through. */
  async function takeUpUnblocked(): Promise<void> {
    while (blocked.length > 0) {
      const still = blocked.filter(({ settled }) => !settled).length;
      if (still === 0 || (await locks.waiting()) >= still) break;
      await turn();
    }
    for (const entry of blocked.filter(({ settled }) => settled)) {
      blocked.splice(blocked.indexOf(entry), 1);
      trace.note(timeline.now(), entry.actor, 'has its lock');
      answer(entry);
      await quiet();
    }
  }

  /** Kills the app's process: nothing of what was under way in it goes on. `cleanUp` does what the server does then. */
  async function killApp(
    cleanUp: (isDead: (actor: Actor | undefined) => boolean) => Promise<void>,
  ): Promise<void> {
    const dying = [...actors].filter(({ place }) => place === 'app');
    for (const actor of dying) actor.dead = true;
    await besides(() => cleanUp((actor) => actor?.dead === true));
    for (const entry of waiting.filter(({ actor }) => actor.dead)) {
      waiting.splice(waiting.indexOf(entry), 1);
      entry.actor.waiting -= 1;
      entry.reject(new Killed());
    }
    await takeUpUnblocked();
    await quiet();
    for (const actor of dying) {
      actors.delete(actor);
      deaths.get(actor)?.();
    }
    await quiet();
  }

  /** One turn. @returns false when nothing is left to do until `end` */
  async function step(end: Date): Promise<boolean> {
    await quiet();
    const now = timeline.now();
    const ready = waiting.filter(({ notBefore }) => notBefore <= now);
    const next = timeline.next();
    if (ready.length === 0) {
      const isOver = !next || next > end;
      timeline.moveTo(isOver ? end : next);
      return !isOver;
    }
    const hurry = chooser.passing();
    if (hurry > 0) {
      timeline.moveTo(new Date(Math.min(now.getTime() + hurry, (next ?? end).getTime(), end.getTime())));
      return true;
    }
    const chosen = chooser.pick(ready);
    waiting.splice(waiting.indexOf(chosen), 1);
    steps += 1;
    await letThrough(chosen);
    await takeUpUnblocked();
    return true;
  }

  return {
    /** This actor took so many rows, and is about to work on all of them at the same time. */
    claims(actor: Actor, rows: number, askedAt: Date | undefined): void {
      actor.claimed = rows;
      actor.claimedAt = askedAt;
    },
    now: () => timeline.now(),
    spawn,
    gate,
    park,
    sleepUntil,
    besides,
    killApp,
    step,
    quiet,
    steps: () => steps,
    current: () => context.getStore(),
    /** Runs `work` as nobody: what it does takes no turns. */
    asNobody: <T>(work: () => T): T => context.exit(work),
    unfinished: () => [...actors].map(({ name }) => name),
  };
}
