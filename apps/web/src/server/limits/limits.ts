import { DomainError } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import { RateLimiterPostgres } from 'rate-limiter-flexible';

/** So many within so many seconds, from the first of them on. */
export type Limit = { readonly most: number; readonly seconds: number };

/** What is counted, and for whom. */
export const limitNames = [
  'declinesOfPerson',
  'declinesOfAddress',
  'refusedBookingsOfPerson',
  'refusedBookingsOfAddress',
  'failedSignInsOfAccount',
  'failedSignInsOfAddress',
] as const;

export type LimitName = (typeof limitNames)[number];
/** Each count that concerns one request, and whose it is; nobody's is left out. */
export type Counted = Partial<Record<LimitName, string | undefined>>;
type Entry = readonly [LimitName, string];

/**
 * Counts what went wrong, in PostgreSQL, so that many processes count together. Each count is one atomic statement.
 */
export function createLimits({ prisma, limits }: Parts) {
  const counters = new Map(
    limitNames.map((name, nth) => [name, counter(prisma, { name, ...limits[name], sweeps: nth === 0 })]),
  );
  const counterOf = (name: LimitName) => {
    const found = counters.get(name);
    if (!found) throw new Error(`Nothing counts ${name}`);
    return found;
  };
  const keyOf = ([name, whose]: Entry) => counterOf(name).getKey(whose);

  /** Adds to each. @returns how full each is now, and for how long */
  const add = (counted: Counted, points: number) =>
    Promise.all(
      entriesOf(counted).map(async ([name, whose]) => {
        const { consumedPoints, msBeforeNext } = await counterOf(name).penalty(whose, points);
        return { left: limits[name].most - consumedPoints, msBeforeNext };
      }),
    );

  return {
    /** @throws DomainError RATE_LIMITED when one of these is used up; one query tells */
    async admit(counted: Counted): Promise<void> {
      const mostOf = new Map(entriesOf(counted).map((entry) => [keyOf(entry), limits[entry[0]].most]));
      const now = Date.now(); // the counters go by it, too
      const rows = await prisma.$queryRaw<{ key: string; points: number; expire: bigint }[]>`
        SELECT "key", "points", "expire" FROM "auth"."rate_limit"
        WHERE "key" = ANY(${[...mostOf.keys()]}) AND "expire" > ${now}`;
      const full = rows.filter(({ key, points }) => points >= (mostOf.get(key) ?? points + 1));
      if (full.length > 0) throw limited(Math.max(...full.map(({ expire }) => Number(expire) - now)));
    },

    /** Counts one more for each. @returns whether one of them is used up now */
    async count(counted: Counted): Promise<boolean> {
      return (await add(counted, 1)).some(({ left }) => left <= 0);
    },

    /**
     * Does `work` unless one of these is used up, counting before it is done, so that a thousand at once are not all let
     * through; what did not fail is taken off again. @throws DomainError RATE_LIMITED
     */
    async counting<Answer>(
      counted: Counted,
      work: () => Promise<Answer>,
      failed: (answer: Answer) => boolean,
    ): Promise<Answer> {
      const full = (await add(counted, 1)).filter(({ left }) => left < 0);
      if (full.length > 0) throw limited(Math.max(...full.map(({ msBeforeNext }) => msBeforeNext)));
      let isFailure = false;
      try {
        const answer = await work();
        isFailure = failed(answer);
        return answer;
      } finally {
        if (!isFailure) await add(counted, -1);
      }
    },
  };
}

type Parts = {
  readonly prisma: PrismaClient;
  readonly limits: Readonly<Record<LimitName, Limit>>;
};

export type Limits = ReturnType<typeof createLimits>;

const entriesOf = (counted: Counted): readonly Entry[] =>
  limitNames.flatMap((name) => {
    const whose = counted[name];
    return whose === undefined ? [] : [[name, whose] as const];
  });

function limited(milliseconds: number): DomainError {
  const retryAfter = Math.ceil(milliseconds / 1_000);
  const words = `That was too often. Try again in ${retryAfter} seconds.`;
  return new DomainError('RATE_LIMITED', words, { retryAfter });
}

const counter = (
  prisma: PrismaClient,
  { name, most, seconds, sweeps }: Limit & { name: LimitName; sweeps: boolean },
) =>
  new RateLimiterPostgres({
    storeClient: throughPrisma(prisma),
    storeType: 'client',
    schemaName: 'auth',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: sweeps, // one of them deletes the old rows of all
    keyPrefix: name,
    points: most,
    duration: seconds,
  });

/** The one call that the counters make of a PostgreSQL client, over the connections that are there already. */
const throughPrisma = (prisma: PrismaClient) => ({
  async query({ text, values }: { text: string; values: readonly unknown[] }) {
    const found = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values);
    const rows = found.map((row) => ({ ...row, expire: Number(row.expire) }));
    return { rows, rowCount: rows.length };
  },
});
