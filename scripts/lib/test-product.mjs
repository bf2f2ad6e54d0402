import { rmSync } from 'node:fs';
import { generateClientIfNeeded } from './build.mjs';
import { shortChaos } from './chaos.mjs';
import { checks } from './checks.mjs';
import { installIfNeeded } from './install.mjs';
import { journeys } from './journeys.mjs';
import { Refusal } from './refusal.mjs';
import { inRoot } from './root.mjs';
import { setUp } from './setup.mjs';
import { sum } from './tally.mjs';
import { coverageGate, restOfTests, unitTests } from './vitest.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * Checks and tests everything, each part even if one before it failed, and ends with one line that counts.
 * @returns {Promise<number>} the exit code
 */
export async function testProduct() {
  const began = performance.now();
  rmSync(inRoot('coverage'), { recursive: true, force: true });
  /** @type {Tally[]} */
  const tallies = [];
  const part = async (/** @type {string} */ title, /** @type {() => Promise<Tally | void>} */ run) => {
    console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 74 - title.length))}`);
    const start = performance.now();
    const tally = await counted(run);
    tallies.push(tally);
    console.log(`   ${tally.failed ? 'FAILED' : 'ok'} after ${secondsSince(start)} s`);
    return tally.failed === 0;
  };

  const ready = await part('Packages', async () => {
    await installIfNeeded();
    await generateClientIfNeeded();
  });
  if (ready) {
    for (const { title, run } of checks) await part(title, run);
    await part('Unit tests', unitTests);
    await part('Component and integration tests', restOfTests);
    await part('Coverage', coverageGate);
    if (await part('Build', () => setUp())) {
      await part('Journeys', journeys);
      await part('Chaos', shortChaos);
    }
  }

  const { passed, failed } = sum(tallies);
  console.log(`\nDone after ${secondsSince(began)} s.\n\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** @returns {Promise<Tally>} what the part counted; a part that throws, or a check that has nothing to count, is one */
async function counted(/** @type {() => Promise<Tally | void>} */ run) {
  try {
    return (await run()) ?? { passed: 0, failed: 0 };
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

const secondsSince = (/** @type {number} */ start) => ((performance.now() - start) / 1_000).toFixed(1);
