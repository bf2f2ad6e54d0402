import { randomInt } from 'node:crypto';
import { createApiFaults } from './api-faults.ts';
import type { FaultOrder } from './order.ts';
import { createWebhookFaults } from './webhook-faults.ts';

export type Faults = ReturnType<typeof createFaults>;

/** The switchboard of everything that can go wrong on purpose. */
export function createFaults() {
  let seed = randomInt(2 ** 32);
  const webhooks = createWebhookFaults(seed);
  const api = createApiFaults(seed);

  return {
    webhooks,
    api,
    set(order: FaultOrder): void {
      if (order.seed !== undefined) {
        seed = order.seed;
        webhooks.reseed(seed);
        api.reseed(seed);
      }
      if (order.webhooks) webhooks.set(order.webhooks);
      if (order.api) api.set(order.api);
    },
    clear(): void {
      webhooks.clear();
      api.clear();
    },
    now: () => ({ seed, webhooks: webhooks.now(), api: api.now() }),
  };
}
