import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Condition, parseExpression } from './expression.ts';
import { nextFiring } from './schedule.ts';

const trigger = z.union([
  z.strictObject({ event: z.string(), expression: z.string().nullish() }),
  z.strictObject({ cron: z.string() }),
]);

const registeredFunction = z.object({
  id: z.string().min(1),
  name: z.string(),
  triggers: z.array(z.looseObject({})),
  steps: z.object({
    step: z.object({
      retries: z.object({ attempts: z.number().int().min(0).max(20) }).nullish(),
      runtime: z.object({ url: z.url({ protocol: /^https?$/ }) }),
    }),
  }),
  concurrency: z.unknown().optional(),
});

const registration = z.object({
  appName: z.string().min(1),
  functions: z.array(z.looseObject({ id: z.string() })),
});

/** A function as the engine runs it. */
export type EngineFunction = {
  readonly id: string;
  readonly name: string;
  /** Where its app says that it is called. */
  readonly url: string;
  readonly retries: number;
  /** How many calls for it may be in flight at once; `null`: as many as the engine makes. */
  readonly limit: number | null;
  readonly events: readonly { readonly name: string; readonly expression: string | null }[];
  readonly crons: readonly string[];
};

export type Registration = {
  readonly app: string;
  readonly functions: readonly EngineFunction[];
  /** Changes when, and only when, what is registered does. */
  readonly fingerprint: string;
};

/** What the engine doesn't do is refused by name: a function must never run otherwise than it was written. */
export class UnsupportedFeature extends Error {
  override readonly name = 'UnsupportedFeature';
}

const known = new Set(['id', 'name', 'triggers', 'steps', 'concurrency']);
/** Retries of a function that doesn't say. */
const defaultRetries = 4;

/**
 * Reads the body of `POST /fn/register`.
 * @throws UnsupportedFeature that names the function and the feature
 */
export function parseRegistration(body: unknown): Registration {
  const { appName, functions } = registration.parse(body);
  const read = functions.map(readFunction);
  const fingerprint = createHash('sha256').update(JSON.stringify(read)).digest('hex');
  return { app: appName, functions: read, fingerprint };
}

function readFunction(given: { readonly id: string; readonly [key: string]: unknown }): EngineFunction {
  const lack = (feature: string) =>
    new UnsupportedFeature(`Function "${given.id}" uses ${feature}, which this engine does not have`);
  for (const [feature, value] of Object.entries(given)) {
    if (!known.has(feature) && value !== undefined && value !== null) throw lack(feature);
  }
  const { id, name, triggers, steps, concurrency } = registeredFunction.parse(given);
  const parsed = triggers.map((each) => {
    const result = trigger.safeParse(each);
    if (!result.success) throw lack(`the trigger ${JSON.stringify(each)}`);
    return result.data;
  });
  const events = parsed.flatMap((each) =>
    'event' in each ? [{ name: each.event, expression: each.expression ?? null }] : [],
  );
  const crons = parsed.flatMap((each) => ('cron' in each ? [each.cron] : []));
  for (const { name: event, expression } of events) {
    if (event.includes('*')) throw lack(`the trigger "${event}"`);
    if (expression) attempt(() => parseExpression(expression), lack);
  }
  for (const cron of crons) attempt(() => nextFiring(cron, new Date(0)), lack);
  return {
    id,
    name,
    url: steps.step.runtime.url,
    retries: steps.step.retries?.attempts ?? defaultRetries,
    limit: limitOf(concurrency, lack),
    events,
    crons,
  };
}

function attempt(read: () => unknown, lack: (feature: string) => Error): void {
  try {
    read();
  } catch (error) {
    throw lack(error instanceof Error ? error.message : String(error));
  }
}

const plainLimit = z.union([
  z.number().int().positive(),
  z.strictObject({ limit: z.number().int().positive(), scope: z.literal('fn').optional() }),
]);

/** `concurrency` as a number, or as one object without a key. */
function limitOf(concurrency: unknown, lack: (feature: string) => Error): number | null {
  if (concurrency === undefined || concurrency === null) return null;
  const one = Array.isArray(concurrency) && concurrency.length === 1 ? concurrency[0] : concurrency;
  const result = plainLimit.safeParse(one);
  if (!result.success) throw lack(`concurrency ${JSON.stringify(concurrency)}`);
  return typeof result.data === 'number' ? result.data : result.data.limit;
}

/** The functions that an event starts. Conditions are read once and kept. */
export function startedBy(
  functions: readonly EngineFunction[],
  event: { readonly name: string; readonly data?: unknown },
): EngineFunction[] {
  return functions.filter((fn) =>
    fn.events.some((trigger) => trigger.name === event.name && conditionOf(trigger.expression)({ event })),
  );
}

const conditions = new Map<string, Condition>();

function conditionOf(expression: string | null): Condition {
  if (!expression) return () => true;
  const kept = conditions.get(expression) ?? parseExpression(expression);
  conditions.set(expression, kept);
  return kept;
}
