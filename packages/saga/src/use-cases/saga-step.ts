/** What a step may remember: plain JSON. */
export type Remembered =
  | string
  | number
  | boolean
  | null
  | readonly Remembered[]
  | { readonly [key: string]: Remembered };

/** Something that happened, as others may react to it. */
export type SagaEvent = { readonly name: string; readonly data: { readonly [key: string]: Remembered } };

/** Each step is done once, its result is remembered, and a step that throws is tried again. */
export type Steps = {
  run<T extends Remembered>(id: string, work: () => Promise<T>): Promise<T>;
};

/** The durable part of a saga, as narrow as it needs it. */
export type SagaStep = Steps & {
  /** Goes on at that instant (ISO 8601), or at once when it has passed. */
  sleepUntil(id: string, instant: string): Promise<void>;
  /** Sends events, each under an id of its own, so that each starts what reacts to it anew. */
  sendEvents(id: string, events: readonly SagaEvent[]): Promise<void>;
};

/** Steps that remember nothing: what a request runs, and what may simply be run again. */
export const atOnce: Steps = { run: (_, work) => work() };
