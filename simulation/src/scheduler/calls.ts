/** What kinds of calls there are across the border of a process; each has its own way to go wrong. */
export type CallKind = 'sql' | 'stripe' | 'engine' | 'request' | 'mail';

/** A call that waits until the scheduler lets it through. */
export type Call<T> = {
  /** A turn is no call: to begin with something, or to go on after a sleep. Nothing goes wrong with it. */
  readonly kind: CallKind | 'turn';
  /** What the trace says of it. */
  readonly label: string;
  /** Tells apart calls of one label that an actor makes at the same time, in an order that may be chance. */
  readonly key?: string;
  /** Does it. @throws Busy, having changed nothing, when it would have to wait for a lock */
  perform(): Promise<T>;
  /** The ways it may go wrong, by name: refused before it, lost after it. */
  readonly faults?: Readonly<Record<string, () => Promise<T>>>;
};

/** Whose call it is: a chain of calls, one after the other or several at a time, in or outside of the app's process. */
export type Actor = {
  readonly id: number;
  readonly name: string;
  readonly place: 'app' | 'outside';
  /** Its process was killed: whatever it does from now on reaches nobody. */
  dead: boolean;
  done: boolean;
  /** How many of its calls wait or are under way, and how many waits it is in that aren't calls. */
  waiting: number;
  parked: number;
  /** How many calls it is about to make at the same time; until all of them wait, it isn't still. */
  expected: number;
  /** How many rows it last took to work on all at the same time. */
  claimed: number;
  /** When it asked for them: their lease counts from there. */
  claimedAt: Date | undefined;
  /** How often it was told that it is dead: one that doesn't stop asking is left hanging. */
  rejections: number;
};

/** What a statement would change is locked by a transaction that is under way: ask again when one has ended. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Thrown into what was under way in a process that was killed, so that libraries let go of what they hold. */
export class Killed extends Error {
  override readonly name = 'Killed';
  constructor() {
    super('The process was killed');
  }
}
