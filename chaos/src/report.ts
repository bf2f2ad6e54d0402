import type { Kill } from './kills.ts';
import type { Picture } from './picture.ts';
import type { Answer } from './product.ts';

/** Counts what came of each request. */
export function countOutcomes() {
  const counts = new Map<string, number>();
  return {
    counts: counts as ReadonlyMap<string, number>,
    count(what: string, answer: Answer<unknown>) {
      const came = answer.kind === 'refused' ? answer.code : answer.kind;
      const key = `${what}: ${came}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  };
}

type Run = {
  readonly picture: Picture;
  readonly tally: { readonly counts: ReadonlyMap<string, number> };
  readonly kills: readonly Kill[];
  /** Milliseconds; none if it never was. */
  readonly settledAfter: number | undefined;
};

const countBy = <T>(all: readonly T[], nameOf: (one: T) => string): string => {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
};

/** What happened, in a few lines. */
export const tellOutcomes = ({ picture, tally, kills, settledAfter }: Run): string =>
  [
    `Requests: ${[...tally.counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
    `Kills: ${countBy(
      kills.filter(({ hit }) => hit),
      ({ target }) => target,
    )}`,
    `Bookings: ${countBy(picture.bookings, ({ status }) => status)}`,
    `Sessions: ${countBy(picture.sessions, ({ status }) => status)}`,
    `Stripe: ${countBy(picture.ledger.payment_intents, ({ status }) => `intents ${status}`)}, ${countBy(picture.ledger.refunds, ({ status }) => `refunds ${status}`)}`,
    settledAfter === undefined
      ? 'Not settled in time.'
      : `Settled ${(settledAfter / 1_000).toFixed(1)} s after the end of the load.`,
  ].join('\n');
