import { plusSeconds } from '@halfpast/kernel';

/** Who cancels at least `hoursBefore` hours before the start gets `percent` of the price back. */
type Tier = { readonly hoursBefore: number; readonly percent: number };

/** What students get back; the earliest tier first, and never less for cancelling earlier. Frozen in each booking. */
export type CancellationPolicy = { readonly tiers: readonly Tier[] };

/** Whose wish it is. A tutor who cancels never costs the student anything. */
export type Canceller = 'student' | 'tutor';

const hour = 3_600;

/** When the time of a tier ends; that very instant still counts. */
const endOf = ({ hoursBefore }: Tier, startsAt: Date): Date => plusSeconds(startsAt, -hoursBefore * hour);

const tierAt = ({ tiers }: CancellationPolicy, startsAt: Date, at: Date): Tier | undefined =>
  tiers.find((tier) => at <= endOf(tier, startsAt));

/** How many percent of the price go back when `by` cancels at `at` a lesson that starts at `startsAt`. */
export const refundPercent = (
  policy: CancellationPolicy,
  startsAt: Date,
  { by, at }: { readonly by: Canceller; readonly at: Date },
): number => (by === 'tutor' ? 100 : (tierAt(policy, startsAt, at)?.percent ?? 0));

/** `percent` of an amount, both in minor units; what can't be halved goes to the student. */
export const refundAmount = (amount: number, percent: number): number => Math.ceil((amount * percent) / 100);

/** Until when a student gets what they would get at `at`; after the last tier that is the start. */
export function refundHoldsUntil(policy: CancellationPolicy, startsAt: Date, at: Date): Date {
  const tier = tierAt(policy, startsAt, at);
  return tier ? endOf(tier, startsAt) : startsAt;
}

/**
 * Reads "24:100,2:50": 100 % until 24 hours before the start, 50 % until 2 hours before, then nothing.
 * @returns undefined for what is no policy, or one that gives less to those who cancel earlier
 */
export function parseCancellationPolicy(text: string): CancellationPolicy | undefined {
  const tiers = text.split(',').map(parseTier);
  const isPolicy = tiers.every((tier, n) => {
    const earlier = tiers[n - 1];
    return tier && (!earlier || (tier.hoursBefore < earlier.hoursBefore && tier.percent <= earlier.percent));
  });
  return isPolicy ? { tiers: tiers.filter((tier) => tier !== undefined) } : undefined;
}

function parseTier(text: string): Tier | undefined {
  const [, hoursBefore, percent] = /^\s*(\d{1,4}):(\d{1,3})\s*$/.exec(text) ?? [];
  const tier = { hoursBefore: Number(hoursBefore), percent: Number(percent) };
  return percent !== undefined && tier.percent <= 100 ? tier : undefined;
}
