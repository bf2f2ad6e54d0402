import type { App } from './app.ts';

export type ComponentState = 'up' | 'down';
export type Health = {
  readonly database: ComponentState;
  readonly stripe: ComponentState;
  readonly inngest: ComponentState;
  readonly outbox: 'flowing' | 'stuck' | 'unknown';
};

const waitAtMost = 2_000;
const stuckAfterSeconds = 60;

/** The state of each thing that this product stands on. Asks nothing that costs money or counts against a limit. */
export async function healthOf({ prisma, env }: Pick<App, 'prisma' | 'env'>): Promise<Health> {
  const [waiting, stripe, inngest] = await Promise.all([
    longestWait(prisma),
    reaches(env.STRIPE_API_URL ?? 'https://api.stripe.com'),
    reaches(env.INNGEST_BASE_URL ?? 'https://inn.gs'),
  ]);
  if (waiting === undefined) return { database: 'down', stripe, inngest, outbox: 'unknown' };
  return { database: 'up', stripe, inngest, outbox: waiting > stuckAfterSeconds ? 'stuck' : 'flowing' };
}

/** Whether anybody answers there at all; what doesn't matter. */
const reaches = (url: string): Promise<ComponentState> =>
  fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(waitAtMost) }).then(
    () => 'up',
    () => 'down',
  );

/** How many seconds the oldest event has waited for its relay; undefined when the database doesn't say. */
async function longestWait(prisma: App['prisma']): Promise<number | undefined> {
  try {
    const [oldest] = await prisma.$queryRaw<{ seconds: number }[]>`
      SELECT coalesce(extract(epoch FROM now() - min("created_at")), 0)::float8 AS seconds FROM (
        SELECT "created_at" FROM "saga"."outbox" UNION ALL
        SELECT "created_at" FROM "payment"."outbox" UNION ALL
        SELECT "created_at" FROM "communication"."outbox") AS waiting`;
    return oldest?.seconds;
  } catch {
    return undefined;
  }
}
