import { z } from 'zod';
import { openSimulatedDatabase } from './world/database.ts';
import { simulate } from './world/run.ts';

const order = z.object({
  databaseUrl: z.string().optional(),
  seed: z.int().optional(),
  trace: z.boolean().optional(),
});

let database: ReturnType<typeof openSimulatedDatabase> | undefined;

/** One run after the other, each when it is told to: a process of its own on a database of its own. */
process.on('message', async (message) => {
  const { databaseUrl, seed, trace: wanted } = order.parse(message);
  if (databaseUrl) database = openSimulatedDatabase(databaseUrl);
  if (!database || seed === undefined) return;
  const began = process.cpuUsage();
  try {
    const outcome = await simulate(await database, seed);
    const { user, system } = process.cpuUsage(began);
    const trace = wanted || outcome.violations.length > 0 ? outcome.trace : [];
    process.send?.({ ...outcome, trace, cpuMs: Math.round((user + system) / 1_000) });
  } catch (error) {
    console.error(`Seed ${seed}: the simulation itself failed`, error);
    process.exit(1);
  }
});
process.on('disconnect', () => process.exit(0));
