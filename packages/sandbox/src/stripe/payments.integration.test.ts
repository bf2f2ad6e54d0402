import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { aWorld, card, fromBrowser, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const { anIntent, confirm, pay, told } = payerIn(() => world);

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
