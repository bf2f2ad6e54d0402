import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createTemplateDatabase, createTestDatabase } from '@halfpast/sandbox';
import { type RunReport, report } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    trace: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const runs = Number(values.runs);
const workers = Math.min(Number(values.workers), runs);

const began = performance.now();
const server = await createTemplateDatabase();
const results: RunReport[] = [];
let next = first;

/** One process that takes seed after seed until none is left. */
const work = async (): Promise<void> => {
  const databaseUrl = await createTestDatabase(server.url);
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  child.send({ databaseUrl });
  await new Promise<void>((resolve, reject) => {
    const giveNext = () => {
      if (next >= first + runs) {
        child.disconnect();
        resolve();
        return;
      }
      child.send({ seed: next, trace: values.trace });
      next += 1;
    };
    child.on('message', (message) => {
      results.push(report(message, runs, results.length + 1));
      giveNext();
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A worker ended with ${code}`))));
    giveNext();
  });
};

try {
  await Promise.all(Array.from({ length: workers }, work));
} finally {
  await server.stop();
}
const failed = results.filter(({ violations }) => violations.length > 0);
const seconds = (performance.now() - began) / 1_000;
summarise(results, seconds);
process.exitCode = failed.length > 0 ? 1 : 0;

function summarise(all: readonly RunReport[], seconds: number): void {
  const sum = (of: (run: RunReport) => number) => all.reduce((total, run) => total + of(run), 0);
  const figures = new Map<string, number>();
  for (const run of all)
    for (const [what, n] of Object.entries(run.figures)) figures.set(what, (figures.get(what) ?? 0) + n);
  console.log(
    `\n${all.length} runs in ${seconds.toFixed(0)} s on ${workers} processes: ${failed.length} with violations`,
  );
  console.log(
    `${sum(({ steps }) => steps)} calls, ${(sum(({ cpuMs }) => cpuMs) / all.length).toFixed(0)} ms CPU a run\n`,
  );
  for (const [what, n] of [...figures].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(n).padStart(8)}  ${what}`);
  if (failed.length > 0)
    console.log(`\nAgain, with its trace: npm run simulate -- --seed ${failed[0]?.seed} --trace`);
}
