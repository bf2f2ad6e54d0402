import { monotonicFactory, ulid } from 'ulid';
import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import type { Database } from './database.ts';
import { parseExpression } from './expression.ts';
import { startedBy } from './registration.ts';
import { type EventPayload, ingest, type NewRun, type Store, type StoredEvent } from './store.ts';

const incomingEvent = z.object({
  id: z.string().nullish(),
  name: z.string().min(1),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().int().positive().nullish(),
});
export const incomingEvents = z.union([z.array(incomingEvent), incomingEvent.transform((one) => [one])]);
type IncomingEvent = z.infer<typeof incomingEvent>;

/** Names that only the engine itself may send. */
export const isReserved = (name: string): boolean => name.startsWith('inngest/');

export const newUlid = monotonicFactory();

/**
 * The ids of a request's events. From the SDK's seed (`<ms>,<base64>`) they are the same each time it sends the same request
 * again, so that a lost answer doubles nothing.
 */
export function eventIds(count: number, seed: string | undefined, now: Date): string[] {
  const [ms = '', entropy = ''] = seed?.split(',') ?? [];
  const bytes = Buffer.from(entropy, 'base64');
  if (!/^\d{1,14}$/.test(ms) || bytes.length !== 10)
    return Array.from({ length: count }, () => newUlid(now.getTime()));
  return Array.from({ length: count }, (_, index) => {
    const own = Buffer.from(bytes);
    own.writeUInt32BE((own.readUInt32BE(6) + index) >>> 0, 6);
    let at = 0;
    return ulid(Number(ms), () => bitsOf(own, at++));
  });
}

/** The `index`-th 5 bits of the 80 that make the random part of a ULID, as a number in [0, 1). */
const bitsOf = (bytes: Buffer, index: number): number => {
  const value = (BigInt(`0x${bytes.toString('hex')}`) >> BigInt(5 * (15 - index))) & 31n;
  return (Number(value) + 0.5) / 32;
};

export type Intake = {
  /** Stores what came in, starts what it triggers and ends the waits it fits. Resolves to the engine's ids of the events. */
  accept(incoming: readonly IncomingEvent[], seed: string | undefined): Promise<readonly string[]>;
  /** An event of the engine's own, with the runs it starts, ready to be stored. */
  own(event: EventPayload): {
    readonly events: readonly StoredEvent[];
    readonly runs: readonly NewRun[];
    readonly now: Date;
  };
  /** Must be called before a wait is written. */
  expectWaits(): void;
  /** Ends a wait that was written while its event came in: the event couldn't see it, so it must look for the event. */
  catchUp(runId: string, since: Date): Promise<void>;
  /** Ends the waits that these events fit. */
  wakeWaits(events: readonly EventPayload[]): Promise<void>;
};

export type IntakeDeps = {
  readonly database: Database;
  readonly store: Store;
  readonly catalog: Catalog;
  readonly clock: () => Date;
  /** Called when there is new work. */
  readonly wake: () => void;
};

/** Everything that happens when events come in. */
export function createIntake({ database, store, catalog, clock, wake }: IntakeDeps): Intake {
  // Most apps never wait for an event: then nobody looks for waits.
  let waiting = store.isAnythingWaiting().catch(() => true);

  const runsOf = ({ id, payload }: StoredEvent, now: Date): NewRun[] =>
    startedBy(catalog.functions(), payload).map((fn) => ({
      id: newUlid(now.getTime()),
      functionId: fn.id,
      eventId: id,
      startKey: payload.id,
    }));

  const resume = async (waits: Awaited<ReturnType<Store['waitsFor']>>, events: readonly EventPayload[]) => {
    for (const wait of waits) {
      const fits = wait.expression ? parseExpression(wait.expression) : () => true;
      const event = events.find(
        (each) => each.name === wait.awaitedEvent && fits({ event: wait.event, async: each }),
      );
      if (event && (await store.resumeWait(wait, event, clock()))) wake();
    }
  };

  const wakeWaits = async (events: readonly EventPayload[]) => {
    if (!(await waiting)) return;
    await resume(await store.waitsFor([...new Set(events.map(({ name }) => name))]), events);
  };

  return {
    expectWaits() {
      waiting = Promise.resolve(true);
    },
    wakeWaits,
    async accept(incoming, seed) {
      const now = clock();
      const ids = eventIds(incoming.length, seed, now);
      const events = incoming.map(({ id: externalId, name, data, ts }, index): StoredEvent => {
        const id = ids[index] ?? newUlid(now.getTime());
        const { _inngest, ...own } = data ?? {};
        return { id, payload: { id: externalId || id, name, data: own, ts: ts ?? now.getTime() } };
      });
      const runs = events.flatMap((event) => runsOf(event, now));
      if ((await ingest(database.query, events, runs, now)) > 0) wake();
      await wakeWaits(events.map(({ payload }) => payload));
      return ids;
    },
    own(payload) {
      const now = clock();
      const event = { id: newUlid(now.getTime()), payload };
      return { events: [event], runs: runsOf(event, now), now };
    },
    async catchUp(runId, since) {
      const waits = (await store.waitsOf(runId)).filter(({ awaitedEvent }) => awaitedEvent !== '');
      for (const wait of waits) await resume([wait], await store.eventsSince(wait.awaitedEvent, since));
    },
  };
}
