import { createHash } from 'node:crypto';
import type { Actor } from './calls.ts';

/** What happened in a run, in order: the same seed writes the same lines. */
export type Trace = {
  add(at: Date, actor: Actor, what: string): void;
  note(at: Date, who: Pick<Actor, 'id' | 'name'> | undefined, what: string): void;
  lines(): readonly string[];
  /** Tells two traces apart. */
  digest(): string;
};

export function createTrace(): Trace {
  const lines: string[] = [];
  const add = (at: Date, who: Pick<Actor, 'id' | 'name'> | undefined, what: string): void => {
    lines.push(`${at.toISOString().slice(5, 23)} ${who ? `#${who.id} ${who.name}` : '·'}: ${what}`);
  };
  return {
    add,
    note: add,
    lines: () => lines,
    digest: () => createHash('sha1').update(lines.join('\n')).digest('hex'),
  };
}
