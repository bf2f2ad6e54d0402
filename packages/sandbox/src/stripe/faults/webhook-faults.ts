import { chanceOf } from './chance.ts';
import type { WebhookFaultOrder } from './order.ts';

/** What chance has decided about an event. */
export type Fate = {
  readonly dropped: boolean;
  readonly twice: boolean;
  readonly lateMs: number;
  /** It goes before those that it follows. */
  readonly overtakes: boolean;
};

export type WebhookFaults = ReturnType<typeof createWebhookFaults>;

const noFate: Fate = { dropped: false, twice: false, lateMs: 0, overtakes: false };

/** What goes wrong on purpose between the sandbox and the webhook endpoint. */
export function createWebhookFaults(seed: number) {
  let order: WebhookFaultOrder = {};
  let chance = chanceOf(seed);

  return {
    set(change: WebhookFaultOrder): void {
      order = { ...order, ...change };
    },
    clear(): void {
      order = {};
    },
    reseed(next: number): void {
      chance = chanceOf(next);
    },
    now: () => order,
    get delayMs(): number {
      return order.delay_ms ?? 0;
    },
    get reorder(): boolean {
      return order.reorder ?? false;
    },

    /** Decides about an event when it is written, so that it doesn't matter how fast others are delivered. */
    fate(): Fate {
      if (!order.chance) return noFate;
      const { drop, duplicate, late, reorder } = order.chance;
      const happens = (probability = 0): boolean => chance() < probability;
      const lateMs = Math.ceil(chance() * (order.late_ms ?? 5_000)); // always drawn: each event takes as many chances
      return {
        dropped: happens(drop),
        twice: happens(duplicate),
        lateMs: happens(late) ? lateMs : 0,
        overtakes: happens(reorder),
      };
    },

    /** Of the deliveries that were counted out, what happens to the next one. */
    next(): { readonly dropped: boolean; readonly twice: boolean } {
      const { drop = 0, duplicate = 0 } = order;
      if (drop > 0) {
        order = { ...order, drop: drop - 1 };
        return { dropped: true, twice: false };
      }
      if (duplicate > 0) order = { ...order, duplicate: duplicate - 1 };
      return { dropped: false, twice: duplicate > 0 };
    },
  };
}
