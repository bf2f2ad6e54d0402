import type { Random } from '../scheduler/random.ts';
import type { Timeline } from '../scheduler/timeline.ts';
import type { StripeEvent } from './database.ts';
import type { Storm } from './weather.ts';

type Parts = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly storm: () => Storm;
  /** Hands one delivery to the app. Rejects when it isn't answered with 200. */
  readonly deliver: (event: StripeEvent) => Promise<unknown>;
};

/** Seconds before each further try; after the last one Stripe gives up. */
const retries = [5, 60, 600, 3_600, 21_600];
/** What the webhook endpoint is set up for at Stripe. */
const asked =
  /^(payment_intent\.(succeeded|payment_failed|processing|canceled)|refund\..*|charge\.refunded|charge\.dispute\..*)$/;

/** Brings Stripe's events to the app: in some order, some late, some twice, some never. */
export function createCourier({ timeline, random, storm, deliver }: Parts) {
  const events: StripeEvent[] = [];
  const never = new Set<string>();
  let underWay = 0;

  function attemptIn(milliseconds: number, event: StripeEvent, nth: number): void {
    underWay += 1;
    timeline.in(milliseconds, () => {
      deliver(event).then(
        () => {
          underWay -= 1;
        },
        () => {
          underWay -= 1;
          const pause = retries[nth];
          if (pause !== undefined) attemptIn(pause * 1_000, event, nth + 1);
        },
      );
    });
  }

  const delay = (): number => {
    if (random.chance(storm().webhooks.late)) return random.between(5_000, 7_200_000);
    return random.chance(0.6) ? 0 : random.between(50, 4_000); // at once: together with what caused it
  };

  return {
    accept(news: readonly StripeEvent[]): void {
      for (const event of news) {
        events.push(event);
        if (!asked.test(event.type)) continue;
        if (random.chance(storm().webhooks.never)) {
          never.add(event.id);
          continue;
        }
        attemptIn(delay(), event, 0);
        if (random.chance(storm().webhooks.twice)) attemptIn(delay(), event, 0);
      }
    },
    /** Every event that was ever told. */
    events: (): readonly StripeEvent[] => events,
    neverDelivered: (): ReadonlySet<string> => never,
    /** Delivers every event once more. */
    replay(): void {
      for (const event of events) if (asked.test(event.type)) attemptIn(random.between(50, 4_000), event, 0);
    },
    underWay: () => underWay,
  };
}
