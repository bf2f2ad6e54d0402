import { requireChromium } from './chromium.mjs';
import { startCopy, withoutServices } from './product.mjs';
import { inRoot } from './root.mjs';
import { installed, runCommand } from './run.mjs';
import { playwrightTally } from './tally.mjs';

const shortHold = '20';

/**
 * Runs the journeys in Chromium against two copies of the product: one as it comes, one whose holds end soon.
 * @param {string[]} [only] arguments that choose among the journeys
 */
export async function journeys(only = []) {
  const chromium = await requireChromium();
  const copies = await Promise.all([startCopy(), startCopy({ HOLD_SECONDS: shortHold })]);
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
    return playwrightTally(report, code);
  } finally {
    await Promise.all(copies.map((copy) => copy.stop()));
  }
}
