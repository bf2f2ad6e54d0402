import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { aWorld, orderFaults, refusalOf, sdkFor, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterEach(() => orderFaults(world));
afterAll(() => world.end());

const create = (idempotencyKey: string, stripe = world.stripe) =>
  stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' }, { idempotencyKey });

const onlyIntentOf = async (key: string) => {
  const { data } = await world.stripe.events.list({ limit: 100, type: 'payment_intent.created' });
  const made = data.filter(({ request }) => request?.idempotency_key === key);
  expect(made).toHaveLength(1);
  return made[0];
};

describe('a fault of the API', () => {
  it('500_after: is carried out, and the same key gets the answer', async () => {
    const key = randomUUID();
    await orderFaults(world, { api: [{ fault: '500_after', path: '/payment_intents', times: 1 }] });
    expect(await refusalOf(create(key))).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    const again = await create(key);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    await onlyIntentOf(key);
  });

  it('500, stored: the key answers it for good, another key works', async () => {
    const key = randomUUID();
    await orderFaults(world, { api: [{ fault: '500', stored: true, times: 1 }] });
    const first = await refusalOf(create(key));
    const second = await refusalOf(create(key));
    expect([first.statusCode, second.statusCode]).toEqual([500, 500]);
    expect(second.headers?.['idempotent-replayed']).toBe('true');
    expect(await create(randomUUID())).toMatchObject({ status: 'requires_payment_method' });
  });

  it('answer_lost: the SDK gets through by itself, and nothing is done twice', async () => {
    const key = randomUUID();
    await orderFaults(world, { api: [{ fault: 'answer_lost', times: 2 }] });
    const stripe = sdkFor(world.sandbox.url, 'sk_test_key', 4);
    expect(await create(key, stripe)).toMatchObject({ amount: 4_200 });
    await onlyIntentOf(key);
  });

  it('slow: is carried out later', async () => {
    await orderFaults(world, { api: [{ fault: 'slow', delay_ms: 120 }] });
    const started = performance.now();
    await create(randomUUID());
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });

  it('429 with a probability: strikes the same requests again under the same seed', async () => {
    const struck = async () => {
      await orderFaults(world, { seed: 11, api: [{ fault: '429', path: '/v1/events', probability: 0.5 }] });
      const answers: number[] = [];
      for (let nth = 0; nth < 12; nth++) {
        answers.push(
          await world.stripe.events.list({ limit: 1 }).then(
            () => 200,
            (error) => error.statusCode,
          ),
        );
      }
      return answers;
    };
    const first = await struck();
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(await struck()).toEqual(first);
  });

  it('must be one that the sandbox knows', async () => {
    for (const wrong of [
      { api: [{ fault: '418' }] },
      { api: [{ fault: '500', probability: 2 }] },
      { webhooks: { chance: { snow: 1 } } },
      { seed: -1 },
    ]) {
      expect((await orderFaults(world, wrong)).status).toBe(400);
    }
  });
});

describe('an event', () => {
  const pay = async ({ stripe }: World) => {
    const { id } = await stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    return id;
  };
  const told = (id: string, types: readonly string[]) =>
    vi.waitFor(() => expect(world.receiver.types(id)).toEqual(types), { timeout: 10_000 });

  it('may by chance never arrive, and is kept all the same', async () => {
    await orderFaults(world, { webhooks: { chance: { drop: 1 } } });
    const id = await pay(world);
    await orderFaults(world);
    const later = await pay(world);
    await told(later, ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
    expect(world.receiver.types(id)).toEqual([]);
    const { data } = await world.stripe.events.list({ type: 'payment_intent.succeeded', limit: 2 });
    expect(JSON.stringify(data)).toContain(id);
    await expect.poll(async () => (await fetch(world.sandbox.url)).text()).toContain('dropped by a fault');
  });

  it('may by chance arrive twice', async () => {
    await orderFaults(world, { webhooks: { chance: { duplicate: 1 } } });
    const id = await pay(world);
    const twice = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'];
    await told(
      id,
      twice.flatMap((type) => [type, type]),
    );
  });

  it('may by chance overtake those before it', async () => {
    const { id } = await world.stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await told(id, ['payment_intent.created']);
    await orderFaults(world, { webhooks: { chance: { reorder: 1 } } });
    await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await told(id, ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded']);
  });

  it('may by chance arrive late, behind those that follow it', async () => {
    await orderFaults(world, { seed: 1, webhooks: { chance: { late: 1 }, late_ms: 60_000 } });
    const { id } = await world.stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await orderFaults(world);
    await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await told(id, ['charge.succeeded', 'payment_intent.succeeded']);
  });
});
