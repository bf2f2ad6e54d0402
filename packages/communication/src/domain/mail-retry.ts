import { earlierOf, plusMinutes, plusSeconds } from '@halfpast/kernel';

const firstPauseSeconds = 10;
const longestPauseMinutes = 6 * 60;
const patienceMinutes = 4 * 24 * 60;

type Tried = { readonly attempts: number; readonly createdAt: Date };

/** When a mail that couldn't be sent is tried again: after ever longer pauses, for four days, then never. */
export function nextTryAt({ attempts, createdAt }: Tried, now: Date): Date | null {
  const pause = plusSeconds(now, firstPauseSeconds * 3 ** Math.min(attempts - 1, 10));
  const at = earlierOf(pause, plusMinutes(now, longestPauseMinutes));
  return at <= plusMinutes(createdAt, patienceMinutes) ? at : null;
}
