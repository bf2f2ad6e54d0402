import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** What is killed, by a look at the command of its process. */
const targets = {
  'the app': /\bnext\b|next-server/,
  'the engine': /main-inngest/,
  Stripe: /main-stripe/,
  PostgreSQL: /\/postgres -D /,
  everything: /scripts\/start\.mjs/,
} as const;
type Target = keyof typeof targets;

/** The app has the most to lose, so it dies the most often. */
const weighted: readonly [Target, ...Target[]] = [
  'the app',
  'the app',
  'the app',
  'the engine',
  'the engine',
  'Stripe',
  'PostgreSQL',
  'PostgreSQL',
  'everything',
];

export type Kill = { readonly second: number; readonly target: Target; readonly hit: boolean };

type Options = {
  /** Whose descendants are killed. */
  readonly root: number;
  readonly chance: Chance;
  /** The shortest and the longest time between two kills, in seconds. */
  readonly pause: readonly [number, number];
  readonly signal: AbortSignal;
  readonly onKill: (kill: Kill) => void;
};

/** Kills one process after the other, each at once and without a word, until the signal. */
export async function killAgainAndAgain({ root, chance, pause, signal, onKill }: Options): Promise<void> {
  const began = performance.now();
  const [least, most] = pause;
  while (!signal.aborted) {
    const target = chance.pick(weighted);
    await sleep(1_000 * (least + chance.next() * (most - least)), undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const second = Math.round((performance.now() - began) / 100) / 10;
    onKill({ second, target, hit: kill(root, targets[target]) });
  }
}

/** @returns false if there is none just now: it is being started again */
function kill(root: number, command: RegExp): boolean {
  const pid = below(root).find((each) => command.test(each.command))?.pid;
  if (pid === undefined) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false; // ended meanwhile
  }
}

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

function below(root: number): Process[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line): Process[] => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  const under = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...under(child.pid)]);
  return under(root);
}
