import { z } from 'zod';
import { parseExpression } from './expression.ts';
import { endOf } from './schedule.ts';

const op = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.looseObject({}).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
/** The operations of one answer of the SDK. Only the fields that mean something are read. */
export const opsSchema = z.union([z.array(op), op.transform((one) => [one])]);
export type Op = z.infer<typeof op>;

export type StepState =
  | { readonly type: 'data'; readonly data: unknown }
  | { readonly type: 'error'; readonly error: unknown };

export type DoneStep = {
  readonly id: string;
  readonly name: string;
  readonly op: string;
  readonly status: 'DONE' | 'FAILED';
  readonly state: StepState;
};

export type PendingStep = {
  readonly id: string;
  readonly name: string;
  readonly op: string;
  readonly status: 'PLANNED' | 'SLEEPING' | 'WAITING';
  readonly awaitedEvent?: string;
  readonly expression?: string;
  readonly until?: Date;
};

/** What the operations of one answer come to. */
export type Reading = {
  readonly done: readonly DoneStep[];
  readonly pending: readonly PendingStep[];
  /** The step that failed and is to be tried again. */
  readonly failing?: {
    readonly id: string;
    readonly name: string;
    readonly op: string;
    readonly error: unknown;
  };
  /** The function has returned. */
  readonly completed?: { readonly data: unknown };
  /** The operation that this engine doesn't have. */
  readonly unsupported?: string;
};

const nameOf = ({ displayName, name, id }: Op) => displayName ?? name ?? id;
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/**
 * Reads the operations of one answer.
 * @throws Error for a sleep, a timeout or a condition that can't be read
 */
export function readOps(ops: readonly Op[], now: Date): Reading {
  const done: DoneStep[] = [];
  const pending: PendingStep[] = [];
  let rest: Omit<Reading, 'done' | 'pending'> = {};
  for (const each of ops) {
    const step = { id: each.id, name: nameOf(each), op: each.op };
    switch (each.op) {
      case 'StepRun':
        done.push({ ...step, status: 'DONE', state: { type: 'data', data: each.data ?? null } });
        break;
      case 'StepFailed':
        done.push({ ...step, status: 'FAILED', state: { type: 'error', error: each.error ?? null } });
        break;
      case 'StepError':
        rest = { ...rest, failing: { ...step, op: 'StepRun', error: each.error ?? null } };
        break;
      case 'StepPlanned':
        pending.push({ ...step, op: 'StepRun', status: 'PLANNED' });
        break;
      case 'Sleep':
        pending.push({
          ...step,
          status: 'SLEEPING',
          until: endOf(text(each.opts?.duration) ?? each.name ?? '', now),
        });
        break;
      case 'WaitForEvent':
        if (each.opts?.if) parseExpression(text(each.opts.if) ?? '');
        pending.push({
          ...step,
          status: 'WAITING',
          awaitedEvent: each.name ?? '',
          expression: text(each.opts?.if),
          until: endOf(text(each.opts?.timeout) ?? '', now),
        });
        break;
      case 'RunComplete':
        rest = { ...rest, completed: { data: each.data ?? null } };
        break;
      case 'DiscoveryRequest':
        break;
      default:
        rest = { ...rest, unsupported: each.op };
    }
  }
  return { done, pending, ...rest };
}
