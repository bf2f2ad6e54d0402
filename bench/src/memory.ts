import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export type ProcessMemory = { readonly name: string; readonly megabytes: number };

type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly residentKb: number;
  readonly command: string;
};

/** The memory of a process and all below it: its fair share of what is shared where /proc tells, else resident. */
export function memoryOfTree(root: number): ProcessMemory[] {
  const all = processes();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  const byName = new Map<string, number>();
  for (const { pid, residentKb, command } of [...all.filter(({ pid }) => pid === root), ...below(root)]) {
    const name = nameOf(command);
    byName.set(name, (byName.get(name) ?? 0) + (proportionalKb(pid) ?? residentKb) / 1_024);
  }
  return [...byName].map(([name, megabytes]) => ({ name, megabytes }));
}

const processes = (): Process[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, rss, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined
        ? []
        : [{ pid: Number(pid), parent: Number(parent), residentKb: Number(rss), command }];
    });

function proportionalKb(pid: number): number | undefined {
  const file = `/proc/${pid}/smaps_rollup`;
  try {
    return existsSync(file) ? Number(/^Pss:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1]) : undefined;
  } catch {
    return undefined; // ended meanwhile
  }
}

const names: readonly (readonly [RegExp, string])[] = [
  [/main-stripe/, 'Stripe stand-in'],
  [/main-inngest/, 'Inngest stand-in'],
  [/main-mail/, 'mailbox'],
  [/next/, 'app'],
  [/postgres/, 'PostgreSQL, all processes'],
  [/esbuild/, 'esbuild, for the stand-ins'],
  [/start\.mjs/, 'npm start'],
];

const nameOf = (command: string): string => names.find(([look]) => look.test(command))?.[1] ?? 'other';
