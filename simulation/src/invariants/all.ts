import type { World } from '../world/world.ts';
import { readBooks } from './books.ts';
import { allDelivered, replayingChangesNothing } from './events.ts';
import { eachTold } from './mails.ts';
import { neverTooMuchBack, noMoneyKept, paidOnce, sameBooks } from './money.ts';
import { statesOnlyRise } from './states.ts';
import { lockWasKept, nothingLeftHeld, oneAtATime } from './time.ts';
import type { Violation } from './violation.ts';

export type { Violation } from './violation.ts';

const checks = [
  oneAtATime,
  paidOnce,
  noMoneyKept,
  neverTooMuchBack,
  sameBooks,
  nothingLeftHeld,
  lockWasKept,
  statesOnlyRise,
  allDelivered,
  eachTold,
];

/** Everything that is wrong when all is quiet; `goOn` lets what was started meanwhile come to its end. */
export async function violationsIn(world: World, goOn: () => Promise<void>): Promise<readonly Violation[]> {
  const books = await readBooks(world.database);
  const found: Violation[] = [];
  for (const check of checks) found.push(...(await check({ world, books })));
  if (found.length > 0) return found;
  return replayingChangesNothing(goOn)({ world, books });
}
