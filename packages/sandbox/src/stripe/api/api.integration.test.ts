import pg from 'pg';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aWorld, refusalOf, sdkFor, type World } from '../testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const anIntent = () =>
  world.stripe.paymentIntents.create({ amount: 4_200, currency: 'eur', metadata: { env: 'test' } });

describe('an intent', () => {
  it('shows a page that holds its secret less than the server', async () => {
    const intent = await anIntent();
    const browser = sdkFor(world.sandbox.url, 'pk_test_key');
    const retrieve = (client_secret?: string) =>
      browser.paymentIntents.retrieve(intent.id, client_secret ? { client_secret } : {});
    const seen = await retrieve(String(intent.client_secret));
    expect(seen).toMatchObject({ id: intent.id, amount: 4_200 });
    expect(seen).not.toHaveProperty('metadata');
    expect(await refusalOf(retrieve('pi_x_secret_y'))).toMatchObject({
      statusCode: 400,
      param: 'client_secret',
    });
    expect(await refusalOf(retrieve())).toMatchObject({ statusCode: 400 });
    expect(await refusalOf(browser.paymentIntents.cancel(intent.id))).toMatchObject({
      statusCode: 401,
      code: 'secret_key_required',
    });
  });

  it('can be changed until it is paid, its metadata even later', async () => {
    const { id } = await anIntent();
    const update = (params: Stripe.PaymentIntentUpdateParams) =>
      world.stripe.paymentIntents.update(id, params);
    expect(await update({ amount: 5_000, metadata: { env: '', more: 'yes' } })).toMatchObject({
      amount: 5_000,
      metadata: { more: 'yes' },
    });
    expect(await update({ payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'requires_confirmation',
    });
    await world.stripe.paymentIntents.confirm(id);
    expect(await update({ description: 'late', metadata: { late: 'yes' } })).toMatchObject({
      description: 'late',
    });
    for (const change of [{ amount: 1_000 }, { currency: 'usd' }, { payment_method: 'pm_card_visa' }]) {
      expect(await refusalOf(update(change))).toMatchObject({
        code: 'payment_intent_unexpected_state',
        param: Object.keys(change)[0],
      });
    }
  });

  it.each([
    [{ currency: 'eur' }, 'parameter_missing', 'amount'],
    [{ amount: 0, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 1.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 10, currency: 'eur' }, 'amount_too_small', 'amount'],
    [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large', 'amount'],
    [{ amount: 1_000, currency: 'nope' }, undefined, 'currency'],
    [
      { amount: 1_000, currency: 'eur', payment_method_types: ['card'] },
      'parameter_unknown',
      'payment_method_types',
    ],
    [
      { amount: 1_000, currency: 'eur', automatic_payment_methods: { enabled: true, x: 1 } },
      'parameter_unknown',
      'automatic_payment_methods[x]',
    ],
    [{ amount: 1_000, currency: 'eur', confirm: 'perhaps' }, undefined, 'confirm'],
  ])('is not made from %j', async (params, code, param) => {
    const refused = await refusalOf(world.stripe.rawRequest('POST', '/v1/payment_intents', params));
    expect(refused).toMatchObject({ statusCode: 400, param });
    expect(refused.code).toBe(code);
  });

  it('is paid in one way, not two', async () => {
    const both = refusalOf(
      world.stripe.rawRequest('POST', '/v1/payment_intents', {
        amount: 1_000,
        currency: 'eur',
        payment_method: 'pm_card_visa',
        payment_method_data: {
          type: 'card',
          card: { number: '4242424242424242', exp_month: 1, exp_year: 40 },
        },
      }),
    );
    expect(await both).toMatchObject({ statusCode: 400, code: 'parameters_exclusive' });
  });

  it('is not found under an unknown id', async () => {
    expect(await refusalOf(world.stripe.paymentIntents.retrieve('pi_x'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such payment_intent: 'pi_x'",
    });
    expect(await refusalOf(world.stripe.charges.retrieve('ch_x'))).toMatchObject({ statusCode: 404 });
    expect(await refusalOf(world.stripe.events.retrieve('evt_x'))).toMatchObject({ statusCode: 404 });
    expect(await refusalOf(world.stripe.customers.retrieve('cus_x'))).toMatchObject({ statusCode: 404 });
  });
});

describe('lists', () => {
  it('come newest first, page by page, within a time', async () => {
    const own = await aWorld(inject('postgresUrl'));
    const made: string[] = [];
    for (const amount of [100, 200, 300]) {
      made.unshift((await own.stripe.paymentIntents.create({ amount, currency: 'eur' })).id);
    }
    const { paymentIntents, events } = own.stripe;

    const first = await paymentIntents.list({ limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([made.slice(0, 2), true]);
    const rest = await paymentIntents.list({ limit: 2, starting_after: String(made[1]) });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([made.slice(2), false]);
    const before = await paymentIntents.list({ limit: 1, ending_before: String(made[2]) });
    expect(before.data.map(({ id }) => id)).toEqual([made[1]]);
    const all: string[] = [];
    for await (const { id } of paymentIntents.list({ limit: 1 })) all.push(id);
    expect(all).toEqual(made);
    const now = Math.floor(Date.now() / 1_000);
    expect((await paymentIntents.list({ created: { gt: now + 60 } })).data).toEqual([]);
    expect((await paymentIntents.list({ created: { gte: now - 60, lt: now + 60 } })).data).toHaveLength(3);

    await paymentIntents.confirm(String(made[0]), { payment_method: 'pm_card_visa' });
    const succeeded = await events.list({ type: 'payment_intent.succeeded' });
    expect(succeeded.data.map(({ data }) => data.object)).toMatchObject([{ id: made[0] }]);
    expect((await events.list({ types: ['payment_intent.*'], limit: 3 })).has_more).toBe(true);
    expect(await events.retrieve(String(succeeded.data[0]?.id))).toEqual(succeeded.data[0]);
    const { data } = await own.stripe.charges.list({
      payment_intent: String(made[0]),
      expand: ['data.payment_intent'],
    });
    expect(data).toMatchObject([{ payment_intent: { id: made[0] } }]);
    expect(await refusalOf(paymentIntents.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
    expect(await refusalOf(paymentIntents.list({ expand: ['data.nothing'] }))).toMatchObject({
      param: 'expand',
    });
    await own.end();
  });
});

describe('a key', () => {
  const keyed = (headers: Record<string, string>) =>
    fetch(`${world.sandbox.url}/v1/payment_intents`, { headers });

  it('must be there, and be of test mode', async () => {
    expect((await keyed({})).status).toBe(401);
    for (const key of ['sk_live_abc', 'pk_live_abc', 'whatever']) {
      expect((await keyed({ authorization: `Bearer ${key}` })).status).toBe(401);
    }
    const basic = Buffer.from('sk_test_abc:').toString('base64');
    const answer = await keyed({ authorization: `Basic ${basic}` });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    expect((await keyed({ authorization: 'Digest x' })).status).toBe(401);
  });
});

describe('a request that goes wrong after something was written', () => {
  it('leaves nothing behind and uses no key up', async () => {
    const create = (expand: string[]) =>
      world.stripe.paymentIntents.create(
        { amount: 4_200, currency: 'eur', description: 'expanded', expand },
        { idempotencyKey: 'expanded' },
      );
    expect(await refusalOf(create(['nothing']))).toMatchObject({ statusCode: 400, param: 'expand' });
    const made = await create(['payment_method']);
    const { data } = await world.stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ description }) => description === 'expanded').map(({ id }) => id)).toEqual([
      made.id,
    ]);
  });

  it('is told as 500 when the database is gone, and works again once it is back', async () => {
    const own = await aWorld(inject('postgresUrl'));
    const admin = new pg.Client({ connectionString: inject('postgresUrl') });
    await admin.connect();
    const name = new URL(own.databaseUrl).pathname.slice(1);
    const allow = async (allowed: boolean) => {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`);
      if (!allowed) {
        await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          name,
        ]);
      }
    };
    const create = () => own.stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await create();
    await allow(false);
    await expect.poll(() => refusalOf(create())).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    await allow(true);
    expect(await create()).toMatchObject({ status: 'requires_payment_method' });
    await admin.end();
    await own.end();
  });
});
