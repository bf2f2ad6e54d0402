import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { aWorld, card, fromBrowser, refusalOf, type World } from './testing/world.ts';

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

  it('brings the payer back from the page of the bank after a failure, too', async () => {
    const { next_action } = await anIntent({
      confirm: true,
      payment_method: 'pm_card_threeDSecureRequired',
      return_url: 'https://app.test/done',
    });
    const back = await fetch(String(next_action?.redirect_to_url?.url), {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'failed' }),
      redirect: 'manual',
    });
    expect(back.headers.get('location')).toContain('redirect_status=failed');
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
