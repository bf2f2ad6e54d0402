/** What a step may remember: plain JSON. */
type Remembered = string | Readonly<Record<string, string>>;

/**
 * The durable part of a saga, as narrow as it needs it: each step is done once, its result is remembered, and a step
 * that throws is tried again.
 */
export type SagaStep = {
  run<T extends Remembered>(id: string, work: () => Promise<T>): Promise<T>;
};

/** Steps that remember nothing: what a request runs, and what may simply be run again. */
export const atOnce: SagaStep = { run: (_, work) => work() };
