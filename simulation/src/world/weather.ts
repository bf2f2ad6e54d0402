import { calm, type Weather } from '../scheduler/chooser.ts';
import type { Random } from '../scheduler/random.ts';

/** All that goes wrong around the calls, beside what goes wrong with them. */
export type Storm = Weather & {
  readonly webhooks: { readonly never: number; readonly twice: number; readonly late: number };
  /** How often the app is killed in a run, at most. */
  readonly crashes: number;
  /** How often a bank, or somebody at Stripe's dashboard, interferes. */
  readonly desk: number;
  /** Whether everybody begins by wanting the same slot at the same moment. */
  readonly rush: boolean;
};

/** How rough this run is. Some are quite calm: races alone, and people who change their minds. */
export function stormFor(random: Random): Storm {
  const strength = random.pick([0, 0.3, 1, 1, 2]);
  const rate = (probability: number) => probability * strength;
  return {
    faults: {
      sql: rate(0.004),
      stripe: rate(0.05),
      engine: rate(0.03),
      request: rate(0.05),
      mail: rate(0.05),
    },
    slow: random.pick([0, 0.02, 0.04]),
    passing: random.pick([0, 0.01, 0.05]),
    webhooks: { never: rate(0.06), twice: rate(0.15), late: rate(0.15) },
    crashes: strength === 0 ? 0 : random.below(4),
    desk: random.pick([0, 0, 1, 3]),
    rush: random.chance(0.4),
  };
}

/** Nothing goes wrong any more. */
export const noStorm: Storm = {
  ...calm,
  webhooks: { never: 0, twice: 0, late: 0 },
  crashes: 0,
  desk: 0,
  rush: false,
};
