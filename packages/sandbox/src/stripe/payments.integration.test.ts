import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { aWorld, card, fromBrowser, refusalOf, sdkFor, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const anIntent = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  world.stripe.paymentIntents.create({
    amount: 4_200,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
    metadata: { env: 'test' },
    ...more,
  });

const confirm = (id: string, payment_method: string) =>
  world.stripe.paymentIntents.confirm(id, { payment_method });

const pay = async ({ id, client_secret }: Stripe.PaymentIntent, fields: Record<string, string>) =>
  fromBrowser(world, `/v1/payment_intents/${id}/confirm`, {
    client_secret: String(client_secret),
    ...fields,
  });

const authenticate = ({ id, client_secret }: Stripe.PaymentIntent, outcome: 'passed' | 'failed') =>
  fromBrowser(world, `/_sandbox/payment_intents/${id}/authenticate`, {
    client_secret: String(client_secret),
    outcome,
  });

const told = (id: string, ...types: string[]) =>
  vi.waitFor(() => expect(world.receiver.types(id)).toEqual(['payment_intent.created', ...types]));

describe('a payment', () => {
  it('succeeds with a good card and tells so in order', async () => {
    const created = await anIntent();
    expect(created).toMatchObject({ status: 'requires_payment_method', amount_received: 0, livemode: false });
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_\\w{25}$`));

    const paid = await confirm(created.id, 'pm_card_visa');

    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 4_200, metadata: { env: 'test' } });
    expect(await world.stripe.charges.retrieve(String(paid.latest_charge))).toMatchObject({
      amount: 4_200,
      paid: true,
      captured: true,
      payment_intent: created.id,
      outcome: { type: 'authorized', network_status: 'approved_by_network' },
      payment_method_details: { card: { brand: 'visa', last4: '4242' } },
    });
    await told(created.id, 'charge.succeeded', 'payment_intent.succeeded');
  });

  it('that is declined can be tried again on the same intent', async () => {
    const { id } = await anIntent();

    const declined = await refusalOf(confirm(id, 'pm_card_visa_chargeDeclined'));

    expect(declined).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'generic_decline',
      payment_intent: {
        id,
        status: 'requires_payment_method',
        payment_method: null,
        metadata: { env: 'test' },
      },
    });
    expect(await world.stripe.charges.retrieve(String(declined.charge))).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: 'card_declined',
      outcome: { type: 'issuer_declined', reason: 'generic_decline' },
    });
    const paid = await confirm(id, 'pm_card_visa');
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    expect(paid.latest_charge).not.toBe(declined.charge);
    await told(
      id,
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
    );
  });

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000009979', 'card_declined', 'stolen_card'],
    ['4000000000006975', 'card_declined', 'card_velocity_exceeded'],
    ['4000000000000069', 'expired_card', undefined],
    ['4000000000000127', 'incorrect_cvc', undefined],
    ['4000000000000119', 'processing_error', undefined],
    ['4000000000000341', 'card_declined', 'generic_decline'],
    ['4100000000000019', 'card_declined', 'fraudulent'],
    ['4000008400001280', 'card_declined', 'generic_decline'],
    ['4111111111111111', 'card_declined', 'test_mode_live_card'],
  ])('with the card %s is declined: %s, %s', async (number, code, decline_code) => {
    const intent = await anIntent();
    const { status, body } = await pay(intent, card(number));
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ type: 'card_error', code, ...(decline_code ? { decline_code } : {}) });
    expect(body.error).not.toHaveProperty('payment_intent.metadata');
    await told(intent.id, 'charge.failed', 'payment_intent.payment_failed');
  });

  it.each([
    '5555555555554444',
    '378282246310005',
    '4000056655665556',
    '4000000032200000',
    '4000000000003055',
  ])('with the card %s succeeds', async (number) => {
    const { status, body } = await pay(await anIntent(), card(number));
    expect([status, body.status]).toEqual([200, 'succeeded']);
    expect(body).not.toHaveProperty('metadata');
  });

  it('with the wrong-code card succeeds when no code was sent', async () => {
    const { 'payment_method_data[card][cvc]': _cvc, ...withoutCode } = card('4000000000000127');
    expect((await pay(await anIntent(), withoutCode)).body.status).toBe('succeeded');
  });

  it.each([
    ['incorrect_number', { 'payment_method_data[card][number]': '4242424242424241' }],
    ['invalid_expiry_month', { 'payment_method_data[card][exp_month]': '13' }],
    ['invalid_expiry_year', { 'payment_method_data[card][exp_year]': '95' }],
    ['invalid_expiry_year', { 'payment_method_data[card][exp_year]': '2001' }],
    ['invalid_cvc', { 'payment_method_data[card][cvc]': '99' }],
  ])('is left untouched by a card that cannot be: %s', async (code, wrong) => {
    const intent = await anIntent();
    const { status, body } = await pay(intent, card('4242424242424242', wrong));
    expect([status, body.error]).toMatchObject([402, { type: 'card_error', code }]);
    expect(await world.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: null,
      latest_charge: null,
    });
  });

  it('is made, paid and answered in one request when asked', async () => {
    const paid = await anIntent({ confirm: true, payment_method: 'pm_card_visa', expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', latest_charge: { object: 'charge', paid: true } });
    const refused = await refusalOf(anIntent({ confirm: true }));
    expect(refused).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });

  it('waits for confirmation when it knows how it will be paid', async () => {
    const intent = await anIntent({ payment_method: 'pm_card_visa' });
    expect(intent.status).toBe('requires_confirmation');
    expect(await world.stripe.paymentIntents.confirm(intent.id)).toMatchObject({ status: 'succeeded' });
  });

  it('takes a payment method that was made before', async () => {
    const { body } = await fromBrowser(world, '/v1/payment_methods', {
      type: 'card',
      'card[number]': '4000 0000 0000 9995',
      'card[exp_month]': '1',
      'card[exp_year]': '2040',
      'billing_details[name]': 'Ann',
    });
    expect(body).toMatchObject({ card: { last4: '9995' }, billing_details: { name: 'Ann' } });
    const { id } = await anIntent();
    expect(await refusalOf(confirm(id, String(body.id)))).toMatchObject({
      decline_code: 'insufficient_funds',
    });
    expect(await refusalOf(confirm(id, 'pm_none'))).toMatchObject({ code: 'resource_missing' });
    expect(await refusalOf(world.stripe.paymentIntents.confirm(id))).toMatchObject({ statusCode: 400 });
  });
});

describe('3D Secure', () => {
  it('lets the payment through when the challenge is passed', async () => {
    const intent = await anIntent();
    const { body } = await pay(intent, { ...card('4000002500003155'), use_stripe_sdk: 'true' });
    expect(body).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    expect(await world.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ latest_charge: null });

    expect((await authenticate(intent, 'passed')).body).toMatchObject({
      status: 'succeeded',
      next_action: null,
    });

    await told(intent.id, 'payment_intent.requires_action', 'charge.succeeded', 'payment_intent.succeeded');
    expect(await authenticate(intent, 'passed')).toMatchObject({ status: 400 });
  });

  it('refuses the payment, without a charge, when the challenge is failed', async () => {
    const intent = await anIntent();
    await pay(intent, card('4000002760003184'));
    const { status, body } = await authenticate(intent, 'failed');
    expect([status, body.error]).toMatchObject([402, { code: 'payment_intent_authentication_failure' }]);
    expect(await world.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    await told(intent.id, 'payment_intent.requires_action', 'payment_intent.payment_failed');
  });

  it.each([
    ['4000008400001629', 'generic_decline'],
    ['4000008260003178', 'insufficient_funds'],
  ])('can be passed with %s and the card is declined all the same', async (number, decline_code) => {
    const intent = await anIntent();
    await pay(intent, card(number));
    expect((await authenticate(intent, 'passed')).body.error).toMatchObject({ decline_code });
    await told(intent.id, 'payment_intent.requires_action', 'charge.failed', 'payment_intent.payment_failed');
  });

  it('is asked of nobody who is not there', async () => {
    const { id } = await anIntent();
    const offSession = (payment_method: string) =>
      world.stripe.paymentIntents.confirm(id, { payment_method, off_session: true });
    expect(await refusalOf(offSession('pm_card_threeDSecure2Required'))).toMatchObject({
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
    expect(await offSession('pm_card_authenticationRequiredSetupForOffSession')).toMatchObject({
      status: 'succeeded',
    });
  });

  it('sends the payer to a page and back when a server confirms', async () => {
    const { id } = await anIntent();
    const waiting = await world.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'https://app.test/done?a=b',
    });
    const url = String(waiting.next_action?.redirect_to_url?.url);
    expect(await (await fetch(url)).text()).toContain('€42.00');
    expect((await fetch(url.replace('_secret_', '_wrong_'))).status).toBe(404);
    const send = (address: string, outcome: string) =>
      fetch(address, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
    expect((await send(url.replace('_secret_', '_wrong_'), 'passed')).status).toBe(404);
    expect((await send(url, 'perhaps')).status).toBe(404);

    const back = (await send(url, 'passed')).headers.get('location');

    expect(back).toContain(`https://app.test/done?a=b&payment_intent=${id}`);
    expect(back).toContain('redirect_status=succeeded');
    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
    expect((await send(url, 'passed')).status).toBe(404);
  });
});

describe('canceling', () => {
  it('closes the intent for good', async () => {
    const { id } = await anIntent();
    const canceled = await world.stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(canceled.canceled_at).toBeTypeOf('number');
    await told(id, 'payment_intent.canceled');
    const late = await refusalOf(confirm(id, 'pm_card_visa'));
    expect(late).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });

  it('is refused, with the intent, once it is paid', async () => {
    const { id } = await anIntent();
    await confirm(id, 'pm_card_visa');
    const late = await refusalOf(world.stripe.paymentIntents.cancel(id));
    expect(late).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    });
    expect(late.message).toContain(
      'You cannot cancel this PaymentIntent because it has a status of succeeded.',
    );
    expect((await refusalOf(confirm(id, 'pm_card_visa'))).message).toContain('already succeeded');
  });

  it('and paying at one moment end in one of the two, never in both', async () => {
    const ends = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { id } = await anIntent();
        const outcomes = await Promise.allSettled([
          confirm(id, 'pm_card_visa'),
          world.stripe.paymentIntents.cancel(id),
        ]);
        const { status, amount_received } = await world.stripe.paymentIntents.retrieve(id);
        return { won: outcomes.filter((o) => o.status === 'fulfilled').length, status, amount_received };
      }),
    );
    for (const { won, status, amount_received } of ends) {
      expect(won).toBe(1);
      expect(['succeeded 4200', 'canceled 0']).toContain(`${status} ${amount_received}`);
    }
  });
});

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
