import { setTimeout as sleep } from 'node:timers/promises';
import { startCopy } from './product.mjs';
import { inRoot } from './root.mjs';
import { installed, runCommand } from './run.mjs';

const short = ['--seconds=15', '--pause=2-4', '--settle=150', '--students=8'];
const noLimit = '1000000/60';
/** Holds that end soon, as all has to be over a minute after the load; and a crowd that comes from one address. */
const hasty = {
  HOLD_SECONDS: '15',
  BOOKING_NOTICE_SECONDS: '60',
  LOG_LEVEL: 'warn',
  RATE_LIMIT_DECLINES_PER_PERSON: noLimit,
  RATE_LIMIT_DECLINES_PER_ADDRESS: noLimit,
  RATE_LIMIT_REFUSALS_PER_PERSON: noLimit,
  RATE_LIMIT_REFUSALS_PER_ADDRESS: noLimit,
};
/** Eight students at one address who fail all the time, for as long as it takes. */
const patient = {
  RATE_LIMIT_DECLINES_PER_PERSON: '100000/60',
  RATE_LIMIT_DECLINES_PER_ADDRESS: '100000/60',
  RATE_LIMIT_REFUSALS_PER_PERSON: '100000/60',
  RATE_LIMIT_REFUSALS_PER_ADDRESS: '100000/60',
};

/**
 * Runs a copy of the product under load while its processes are killed, and checks that bookings and money agree.
 * @param {string[]} args as chaos/src/main.ts takes them
 * @param {{ keepDataOfFailure?: boolean }} [options]
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function chaos(args, { keepDataOfFailure = false } = {}) {
  const copy = await startCopy({ ...hasty, ...patient });
  const ending = new AbortController();
  const watching = startWheneverItEnds(copy, ending.signal);
  let failed = 1;
  try {
    const { code } = await runCommand(installed('tsx', inRoot('chaos', 'src', 'main.ts'), ...args), {
      env: {
        ...process.env,
        CHAOS_URL: copy.url,
        CHAOS_STRIPE_URL: copy.stripeUrl,
        CHAOS_DATABASE_URL: copy.databaseUrl,
        CHAOS_ROOT: String(process.pid),
      },
    });
    failed = code === 0 ? 0 : 1;
  } finally {
    ending.abort();
    await watching;
    const keepData = keepDataOfFailure && failed > 0;
    await copy.stop({ keepData });
    if (keepData) console.log(`What it said and kept is in ${copy.dataDir}.`);
  }
  return { passed: 1 - failed, failed };
}

/** As long as `npm test` has time for. */
export const shortChaos = () => chaos(short);

/** All else starts by itself again; whoever started it all doesn't. */
async function startWheneverItEnds(
  /** @type {import('./product.mjs').Copy} */ copy,
  /** @type {AbortSignal} */ signal,
) {
  /** @type {Promise<'enough'>} */
  const enough = new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve('enough'), { once: true });
  });
  const isEnough = async () => (await Promise.race([copy.ended(), enough])) === 'enough';
  while (!(await isEnough())) {
    await copy.startAgain().catch(() => sleep(1_000)); // a part of it was killed before it was up
  }
}
