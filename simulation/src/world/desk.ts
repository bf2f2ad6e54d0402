import type { Random } from '../scheduler/random.ts';
import type { World } from './world.ts';

type Order = readonly [path: string, form: Readonly<Record<string, string>>];
type Kind = 'payment_intent' | 'refund' | 'dispute';

const minute = 60_000;

/** What banks do to a payment that nobody at the product expects, as often as it stands here. */
const acts = [
  'fail a refund',
  'fail a refund',
  'dispute',
  'dispute',
  'refund',
  'cancel',
  'change the amount',
] as const;

/** Banks, payers at their banks, and somebody with the keys to Stripe's dashboard. */
export async function desk(world: World): Promise<void> {
  const random = world.random.fork();
  for (let nth = world.storms.desk; nth > 0; nth -= 1) {
    await world.sleep(random.chance(0.5) ? random.below(25) * 3 * minute : random.between(0, 80 * minute));
    await act(world, random);
  }
}

async function act(world: World, random: Random): Promise<void> {
  switch (random.pick(acts)) {
    case 'fail a refund':
      return onOne(world, random, 'refund', ['succeeded', 'pending'], (id) => [
        `/_sandbox/refunds/${id}/settle`,
        { outcome: 'failed' },
      ]);
    case 'dispute':
      return onOne(world, random, 'payment_intent', ['succeeded'], (id) => [
        `/_sandbox/payment_intents/${id}/dispute`,
        inquiry(random.chance(0.3)),
      ]);
    case 'refund':
      return onOne(world, random, 'payment_intent', ['succeeded'], (id) => [
        `/v1/refunds`,
        { payment_intent: id, ...(random.chance(0.5) ? { amount: '700' } : {}) },
      ]);
    case 'cancel':
      return onOne(world, random, 'payment_intent', ['requires_payment_method', 'processing'], (id) => [
        `/v1/payment_intents/${id}/cancel`,
        {},
      ]);
    case 'change the amount':
      return onOne(world, random, 'payment_intent', ['requires_payment_method'], (id) => [
        `/v1/payment_intents/${id}`,
        { amount: '777' },
      ]);
  }
}

const inquiry = (is: boolean): Readonly<Record<string, string>> => (is ? { inquiry: 'true' } : {});

/** Every dispute is decided in the end, and every debit comes or fails. */
export async function decideAll(world: World): Promise<void> {
  const random = world.random.fork();
  for (const id of await objects(world, 'dispute', ['needs_response', 'warning_needs_response'])) {
    await post(world, `/_sandbox/disputes/${id}/settle`, { outcome: random.pick(['won', 'lost']) });
  }
  for (const id of await objects(world, 'payment_intent', ['processing'])) {
    await post(world, `/_sandbox/payment_intents/${id}/settle`, {
      outcome: random.pick(['succeeded', 'failed']),
    });
  }
}

async function onOne(
  world: World,
  random: Random,
  kind: Kind,
  statuses: readonly string[],
  order: (id: string) => Order,
): Promise<void> {
  const ids = await objects(world, kind, statuses);
  if (ids.length > 0) await post(world, ...order(random.pick(ids)));
}

const objects = async (world: World, kind: Kind, statuses: readonly string[]): Promise<readonly string[]> => {
  const rows = await world.scheduler.gate({
    kind: 'request',
    label: `looks at each ${kind}`,
    perform: () =>
      world.database.query<{ id: string }>(
        `SELECT id FROM stripe_sandbox.object
         WHERE kind = $1 AND body ->> 'status' = ANY ($2::text[]) ORDER BY position`,
        [kind, statuses],
      ),
  });
  return rows.map(({ id }) => id);
};

const post = (world: World, path: string, form: Readonly<Record<string, string>>): Promise<unknown> =>
  world.scheduler.gate({
    kind: 'request',
    label: `POST ${path} ${Object.entries(form).join(' ')}`,
    perform: async () => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Bearer sk_test_dashboard',
      };
      const request = new Request(`http://stripe.test${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form).toString(),
      });
      return (await world.database.stripe.fetch(request)).text();
    },
  });
