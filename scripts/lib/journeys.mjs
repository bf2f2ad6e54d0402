import { requireChromium } from './chromium.mjs';
import { leaksOf } from './leaks.mjs';
import { startCopy, withoutServices } from './product.mjs';
import { inRoot } from './root.mjs';
import { installed, runCommand } from './run.mjs';
import { playwrightTally } from './tally.mjs';

const shortHold = '20';
/** All that can be said, so that the logs can be searched for what must not be said. */
const loud = { LOG_LEVEL: 'trace' };

/**
 * Runs the journeys in Chromium against two copies of the product: one as it comes, one whose holds end soon.
 * @param {string[]} [only] arguments that choose among the journeys
 */
export async function journeys(only = []) {
  const chromium = await requireChromium();
  const copies = await Promise.all([startCopy(loud), startCopy({ ...loud, HOLD_SECONDS: shortHold })]);
  try {
    const [usual, hasty] = copies;
    const report = inRoot('coverage', 'journeys.json');
    const { code } = await runCommand(installed('playwright', 'test', ...only), {
      cwd: inRoot('apps', 'web'),
      env: {
        ...withoutServices(),
        CHROMIUM_PATH: chromium,
        BASE_URL: usual.url,
        MAIL_URL: usual.mailUrl,
        SHORT_HOLD_URL: hasty.url,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    });
    const { passed, failed } = playwrightTally(report, code);
    const leaks = copies.flatMap(leaksOf);
    for (const leak of leaks) console.error(`A secret is in a log: ${leak}`);
    return { passed: passed + (leaks.length === 0 ? 1 : 0), failed: failed + leaks.length };
  } finally {
    await Promise.all(copies.map((copy) => copy.stop()));
  }
}
