import { z } from 'zod';

const runReport = z.object({
  seed: z.int(),
  violations: z.array(z.object({ invariant: z.string(), what: z.string() })),
  trace: z.array(z.string()),
  digest: z.string(),
  steps: z.int(),
  figures: z.record(z.string(), z.int()),
  cpuMs: z.int(),
});

export type RunReport = z.infer<typeof runReport>;

/** Reads what a worker says of a run, and prints what a person wants to see of it. */
export function report(message: unknown, runs: number, nth: number): RunReport {
  const run = runReport.parse(message);
  if (run.trace.length > 0) console.log(run.trace.join('\n'));
  for (const { invariant, what } of run.violations)
    console.log(`seed ${run.seed} violates ${invariant}: ${what}`);
  if (runs < 20 || nth % 50 === 0)
    console.log(`${nth} of ${runs}: seed ${run.seed}, ${run.steps} calls, trace ${run.digest}`);
  return run;
}
