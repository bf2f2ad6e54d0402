import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openSimulatedDatabase, type SimulatedDatabase } from './world/database.ts';
import { removals } from './world/removals.ts';
import { type Outcome, simulate } from './world/run.ts';

const many = 200;
const open = async () => openSimulatedDatabase(await createTestDatabase(inject('postgresUrl')));

/** What a person needs to see of a run that went wrong. */
const told = ({ seed, violations }: Outcome) =>
  violations.map(({ invariant, what }) => ({ seed, invariant, what }));

describe('the simulated product', { timeout: 600_000 }, () => {
  let database: SimulatedDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('lives the very same life again from the same seed, whatever ran before', async () => {
    const seeds = [3, 21, 43, 77];
    const first = new Map<number, Outcome>();
    for (const seed of seeds) first.set(seed, await simulate(database, seed));
    for (const seed of seeds.toReversed())
      expect((await simulate(database, seed)).trace).toEqual(first.get(seed)?.trace);
    expect(new Set([...first.values()].map(({ digest }) => digest)).size).toBe(seeds.length);
  });

  it('keeps all its promises, whatever goes wrong', async () => {
    const runs = [];
    for (let seed = 1_001; seed <= 1_012; seed += 1) runs.push(await simulate(database, seed));
    expect(runs.flatMap(told)).toEqual([]);
    const completed = runs.map(({ figures }) => figures['session COMPLETED'] ?? 0);
    expect(completed.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
  });
});

describe('the simulation', { timeout: 600_000 }, () => {
  it.each(Object.entries(removals))('sees what happens without %s', async (_name, guards) => {
    const database = await open();
    try {
      const found = await firstViolation(database, guards);
      expect(found).toBeDefined();
    } finally {
      await database.close();
    }
  });
});

async function firstViolation(database: SimulatedDatabase, guards: Parameters<typeof simulate>[2]) {
  for (let seed = 1; seed <= many; seed += 1) {
    const { violations } = await simulate(database, seed, guards);
    if (violations.length > 0) return violations[0];
  }
  return undefined;
}
