import { type Actor, Busy, type Call, Killed } from './calls.ts';
import type { Chooser } from './chooser.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** A call that was made, and has not got its turn yet. */
type Made = {
  readonly actor: Actor;
  readonly call: Call<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
};

/** Not before then: it is slow. */
type Waiting = Made & { readonly notBefore: Date };

/** A call that had its turn, and what it does; one that meets a lock does it again. */
type Begun = Made & { readonly work: () => Promise<unknown> };

type Parts = {
  readonly timeline: Timeline;
  readonly chooser: Chooser;
  readonly trace: Trace;
  /** Told of a call that goes wrong. */
  readonly onFault: (call: Call<unknown>) => void;
};

export type Scheduler = ReturnType<typeof createScheduler>;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const turnTo = (label: string): Call<void> => ({ kind: 'turn', label, perform: async () => {} });
const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

/** Lets one call through at a time, which one the seed decides, and nothing runs beside it. */
export function createScheduler({ timeline, chooser, trace, onFault }: Parts) {
  /** Whose turn it is: what is called until all is quiet again, they call. An AsyncLocalStorage would cost a fifth more. */
  let current: Actor | undefined;
  const actors = new Set<Actor>();
  const made: Made[] = [];
  const waiting: Waiting[] = [];
  /** Those that met a lock, in the order in which they did. */
  const blocked: Begun[] = [];
  /** Whether a transaction has ended since those were tried last. */
  let letGo = false;
  let count = 0;
  let steps = 0;
  /** Rises with whatever happens, so that silence can be told. */
  let activity = 0;
  /** Work that is done beside the turns: beginning and ending transactions, cleaning up behind the dead. */
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
        current = undefined;
        actor.done = true;
        actors.delete(actor);
        if (!actor.dead) finish();
      };
      deaths.set(actor, () => reject(new Killed()));
      const begin = () => {
        work().then(
          (value) => end(() => resolve(value)),
          (error: unknown) => end(() => reject(error)),
        );
      };
      // Those who begin at the same instant do so one after the other: Prisma makes one question of many at once.
      actor.waiting += 1;
      made.push({ actor, call: turnTo('begins'), resolve: begin, reject: () => {} });
    });
  }
  const deaths = new WeakMap<Actor, () => void>();

  /** Waits until it is this call's turn. Outside of any actor (setting up, looking at the end) there are no turns. */
  function gate<T>(call: Call<T>, actor = current): Promise<T> {
    if (!actor || actor.done) return call.perform();
    activity += 1;
    if (actor.dead) return rejected(actor);
    return new Promise<T>((resolve, reject) => {
      actor.waiting += 1;
      const erased: Call<unknown> = call;
      made.push({ actor, call: erased, resolve: (value) => resolve(value as T), reject });
    });
  }

  /** Takes up the calls that were made since the last turn, in an order that no chance but the seed's has a part in. */
  function takeUpMade(): void {
    const order = ({ call: { label, key = '' } }: Made) => `${label} ${key}`;
    made.sort((a, b) => a.actor.id - b.actor.id || (order(a) < order(b) ? -1 : Number(order(a) > order(b))));
    for (const one of made.splice(0)) {
      const stall = one.call.kind === 'turn' ? 0 : chooser.stall(one.call);
      const notBefore = new Date(timeline.now().getTime() + stall);
      if (stall > 0) timeline.at(notBefore, () => {});
      waiting.push({ ...one, notBefore });
    }
  }

  const rejected = async (actor: Actor): Promise<never> => {
    actor.rejections += 1;
    if (actor.rejections > 200) await new Promise(() => {}); // it tries again and again: leave it
    throw new Killed();
  };

  /** Waits for what isn't a call: for time, for another actor. */
  async function park<T>(promise: Promise<T>): Promise<T> {
    const actor = current;
    if (!actor) return promise;
    actor.parked += 1;
    activity += 1;
    try {
      return await promise;
    } finally {
      actor.parked -= 1;
      activity += 1;
      current = actor;
    }
  }

  async function sleepUntil(instant: Date): Promise<void> {
    const actor = current; // others may wake at the same instant
    await park(new Promise<void>((resolve) => timeline.at(instant, resolve)));
    await gate(turnTo('wakes'), actor);
  }

  /** Does `work` without a turn, but one after the other: which of two came back first would be chance. */
  async function besides<T>(work: () => Promise<T>): Promise<T> {
    aside += 1;
    activity += 1;
    const before = lastAside;
    const mine = before.then(work);
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
        await Promise.race([lastAside, patience()]);
        continue;
      }
      if (calm < 2) continue;
      if ([...actors].every(isStill)) return;
      if (calm > 60) await patience();
      if (calm > 2_000) throw new Error(`Busy, and nobody knows with what: ${restless().join(', ')}`);
    }
  }
  const restless = () => [...actors].filter((actor) => !isStill(actor)).map(({ name }) => name);
  function isStill(actor: Actor): boolean {
    if (actor.waiting >= actor.expected) actor.expected = 0;
    return actor.dead || (actor.expected === 0 && (actor.waiting > 0 || actor.parked > 0));
  }

  async function letThrough({ actor, call, resolve, reject }: Waiting): Promise<void> {
    const fault = chooser.fault(call);
    if (fault !== undefined) onFault(call);
    const work = (fault === undefined ? undefined : call.faults?.[fault]) ?? call.perform;
    trace.add(timeline.now(), actor, fault === undefined ? call.label : `${call.label} ! ${fault}`);
    const begun = { actor, call, resolve, reject, work };
    if (await isDone(begun)) return;
    trace.note(timeline.now(), actor, 'waits for a lock');
    blocked.push(begun);
  }

  /** Does what a call does, and answers it. @returns whether it could be done, or met a lock */
  async function isDone({ actor, work, resolve, reject }: Begun): Promise<boolean> {
    const end = await work().then(
      (value) => () => resolve(value),
      (error: unknown) => (error instanceof Busy ? undefined : () => reject(error)),
    );
    if (!end) return false;
    actor.waiting -= 1;
    activity += 1;
    current = actor;
    if (actor.dead) reject(new Killed());
    else end();
    return true;
  }

  /** Tries those that met a lock again, whoever met it first before the others, if one may have been let go. */
  async function takeUpBlocked(): Promise<void> {
    await quiet();
    if (!letGo) return;
    letGo = false;
    for (const one of [...blocked]) {
      if (!(await isDone(one))) continue;
      blocked.splice(blocked.indexOf(one), 1);
      trace.note(timeline.now(), one.actor, 'has its lock');
      await quiet();
    }
  }

  /** Kills the app's process: nothing of what was under way in it goes on. `cleanUp` does what the server does then. */
  async function killApp(
    cleanUp: (isDead: (actor: Actor | undefined) => boolean) => Promise<void>,
  ): Promise<void> {
    await quiet();
    const dying = [...actors].filter(({ place }) => place === 'app');
    for (const actor of dying) actor.dead = true;
    await besides(() => cleanUp((actor) => actor?.dead === true));
    takeUpMade();
    for (const entry of waiting.filter(({ actor }) => actor.dead)) {
      waiting.splice(waiting.indexOf(entry), 1);
      entry.actor.waiting -= 1;
      current = entry.actor;
      entry.reject(new Killed());
      await quiet();
    }
    await takeUpBlocked();
    for (const actor of dying) {
      actors.delete(actor);
      current = undefined;
      deaths.get(actor)?.();
      await quiet();
    }
  }

  /** One turn. @returns false when nothing is left to do until `end` */
  async function step(end: Date): Promise<boolean> {
    await quiet();
    current = undefined;
    takeUpMade();
    const now = timeline.now();
    const ready = waiting.filter(({ notBefore }) => notBefore <= now);
    const next = timeline.next();
    if (ready.length === 0 && blocked.length > 0 && letGo) {
      await takeUpBlocked();
      return true;
    }
    if (ready.length === 0) {
      if (!next && blocked.length > 0) throw new Error('All that is left waits for locks of one another');
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
    if (blocked.length > 0) await takeUpBlocked();
    return true;
  }

  return {
    /** This actor took so many rows, and is about to work on all of them at the same time. */
    claims(actor: Actor, rows: number, askedAt: Date | undefined): void {
      actor.claimed = rows;
      actor.claimedAt = askedAt;
    },
    now: () => timeline.now(),
    /** A transaction has ended, and with it its locks. */
    letGo(): void {
      letGo = true;
    },
    spawn,
    gate: <T>(call: Call<T>): Promise<T> => gate(call),
    park,
    sleepUntil,
    besides,
    killApp,
    step,
    quiet,
    steps: () => steps,
    current: () => current,
    unfinished: () => [...actors].map(({ name }) => name),
  };
}
