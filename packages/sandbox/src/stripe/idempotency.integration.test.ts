import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { aWorld, orderFaults, refusalOf, sdkFor, type World } from './testing/world.ts';

let now = Date.now();
let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { clock: () => new Date(now) });
});
afterEach(() => orderFaults(world));
afterAll(() => world.end());

const anIntent = () => ({ amount: 4_200, currency: 'eur' });
const create = (idempotencyKey: string, params = anIntent()) =>
  world.stripe.paymentIntents.create(params, { idempotencyKey });

const post = (path: string, key: string, form: Record<string, string>) =>
  fetch(`${world.sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_key', 'idempotency-key': key },
    body: new URLSearchParams(form),
  });

describe('an idempotency key', () => {
  it('gets the first answer again, marked as replayed', async () => {
    const key = randomUUID();
    const first = await post('/v1/payment_intents', key, { amount: '900', currency: 'eur' });
    const second = await post('/v1/payment_intents', key, { currency: 'eur', amount: '900' });
    expect(await second.text()).toBe(await first.text());
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
  });

  it('is named in the events it caused', async () => {
    const key = randomUUID();
    const { id } = await create(key);
    const { data } = await world.stripe.events.list({ limit: 5 });
    const event = data.find(({ data }) => JSON.stringify(data.object).includes(id));
    expect(event?.request).toMatchObject({ idempotency_key: key, id: expect.stringMatching(/^req_/) });
  });

  it('is refused for another request', async () => {
    const key = randomUUID();
    const { id } = await create(key);
    const other = await refusalOf(create(key, { ...anIntent(), amount: 4_300 }));
    expect(other).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
    expect(other.message).toContain(`Try using a key other than '${key}'`);
    expect(
      await refusalOf(world.stripe.paymentIntents.cancel(id, {}, { idempotencyKey: key })),
    ).toMatchObject({ type: 'StripeIdempotencyError' });
  });

  it('keeps a decline: the same card is declined again, without a second charge', async () => {
    const { id } = await create(randomUUID());
    const key = randomUUID();
    const confirm = (payment_method: string) =>
      world.stripe.paymentIntents.confirm(id, { payment_method }, { idempotencyKey: key });
    const first = await refusalOf(confirm('pm_card_visa_chargeDeclined'));
    const second = await refusalOf(confirm('pm_card_visa_chargeDeclined'));
    expect(second).toMatchObject({ statusCode: 402, charge: first.charge });
    expect(await refusalOf(confirm('pm_card_visa'))).toMatchObject({ type: 'StripeIdempotencyError' });
    expect((await world.stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
  });

  it('keeps a refusal for the state of an object', async () => {
    const { id } = await create(randomUUID());
    const key = randomUUID();
    const refund = () => world.stripe.refunds.create({ payment_intent: id }, { idempotencyKey: key });
    expect(await refusalOf(refund())).toMatchObject({ statusCode: 400 });
    await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect((await refusalOf(refund())).message).toContain('does not have a successful charge');
  });

  it('is not used up by a request that was wrong as such', async () => {
    const key = randomUUID();
    expect(await refusalOf(create(key, { ...anIntent(), amount: 0 }))).toMatchObject({ statusCode: 400 });
    expect(await create(key)).toMatchObject({ amount: 4_200 });
  });

  it('is not used up by a caller who may not ask', async () => {
    const key = randomUUID();
    const stranger = sdkFor(world.sandbox.url, 'sk_live_key');
    expect(
      await refusalOf(stranger.paymentIntents.create(anIntent(), { idempotencyKey: key })),
    ).toMatchObject({ statusCode: 401 });
    expect(await create(key)).toMatchObject({ amount: 4_200 });
  });

  it('answers 409 while its first request is under way, and the SDK gets through by itself', async () => {
    const { id } = await create(randomUUID());
    const blocker = await lockIntent(id);
    const key = randomUUID();
    const cancel = (stripe = world.stripe) => stripe.paymentIntents.cancel(id, {}, { idempotencyKey: key });
    const first = cancel();
    await blocker.untilWaitedFor();

    expect(await refusalOf(cancel())).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });

    const persistent = cancel(sdkFor(world.sandbox.url, 'sk_test_key', 5));
    await blocker.release();
    expect(await first).toMatchObject({ status: 'canceled' });
    expect(await persistent).toMatchObject({ id, status: 'canceled' });
  });

  it('makes one intent of many requests at one moment', async () => {
    const key = randomUUID();
    const stripe = sdkFor(world.sandbox.url, 'sk_test_key', 8);
    const made = await Promise.all(
      Array.from({ length: 8 }, () => stripe.paymentIntents.create(anIntent(), { idempotencyKey: key })),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  it('may be used anew after a day', async () => {
    const key = randomUUID();
    const { id } = await create(key);
    now += 25 * 3_600_000;
    expect((await create(key)).id).not.toBe(id);
  });

  it('may not be endless', async () => {
    expect(await refusalOf(create('x'.repeat(256)))).toMatchObject({ statusCode: 400 });
  });
});

describe('a lost answer', () => {
  it('is given again under the same key, and nothing is done twice', async () => {
    const key = randomUUID();
    await orderFaults(world, { api: { answer_lost: 2, path: '/v1/payment_intents' } });
    expect(await refusalOf(create(key))).toMatchObject({ type: 'StripeConnectionError' });
    await orderFaults(world);
    const again = await create(key);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    const { data } = await world.stripe.events.list({ limit: 20 });
    expect(data.filter(({ request }) => request?.idempotency_key === key)).toHaveLength(1);
  });
});

describe('an ordered refusal', () => {
  it.each([
    [500, 'StripeAPIError'],
    [429, 'StripeRateLimitError'],
  ])('%i does nothing, and the key is free for the next try', async (status, type) => {
    const key = randomUUID();
    await orderFaults(world, { api: { status, path: '/v1/payment_intents' } });
    expect(await refusalOf(create(key))).toMatchObject({ statusCode: status, type });
    expect((await create(key)).lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  it('concerns only the path it names', async () => {
    await orderFaults(world, { api: { status: 500, path: '/confirm', times: 1 } });
    const { id } = await create(randomUUID());
    const confirm = () => world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(await refusalOf(confirm())).toMatchObject({ statusCode: 500 });
    expect(await confirm()).toMatchObject({ status: 'succeeded' });
  });

  it('must be one that the sandbox knows', async () => {
    expect((await orderFaults(world, { api: { status: 418 } })).status).toBe(400);
    expect((await orderFaults(world, { weather: 'bad' })).status).toBe(400);
    await orderFaults(world, { webhooks: { drop: 2 } });
    const faults = await fetch(`${world.sandbox.url}/_sandbox/faults`);
    expect(await faults.json()).toMatchObject({ api: [], webhooks: { drop: 2 } });
  });
});

/** Holds an intent from outside, so that a request on it stays under way for as long as a test needs. */
async function lockIntent(id: string) {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM stripe_sandbox.object WHERE id = $1 FOR UPDATE', [id]);
  return {
    async untilWaitedFor(): Promise<void> {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
    },
    async release(): Promise<void> {
      await client.query('COMMIT');
      await client.end();
    },
  };
}
