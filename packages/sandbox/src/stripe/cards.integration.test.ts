import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testCards } from './domain/cards.ts';
import { payerIn } from './testing/payer.ts';
import { aWorld, card, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { pace: { refundMs: 20 } });
});
afterAll(() => world.end());

const { anIntent, pay, authenticate, told } = payerIn(() => world);

/** As Stripe lists them: what the API says, and what a charge keeps. */
const good: Record<string, object> = {
  '4242424242424242': { payment_method_details: { card: { brand: 'visa', three_d_secure: null } } },
  '4000056655665556': {},
  '5555555555554444': { payment_method_details: { card: { brand: 'mastercard' } } },
  '5200828282828210': {},
  '378282246310005': { payment_method_details: { card: { brand: 'amex', last4: '0005' } } },
  '6011111111111117': { payment_method_details: { card: { brand: 'discover' } } },
  '4000000000000077': {},
  '4000000000003055': { payment_method_details: { card: { three_d_secure: null } } },
  '4000000000003097': {},
  '4000000032200000': {
    payment_method_details: { card: { three_d_secure: { authentication_flow: 'frictionless' } } },
  },
  '4000000000000101': { payment_method_details: { card: { checks: { cvc_check: 'fail' } } } },
  '4000000000000036': {
    payment_method_details: {
      card: { checks: { address_postal_code_check: 'fail', address_line1_check: 'pass' } },
    },
  },
  '4000000000000028': {
    payment_method_details: {
      card: { checks: { address_postal_code_check: 'pass', address_line1_check: 'fail' } },
    },
  },
  '4000000000000010': {
    payment_method_details: {
      card: { checks: { address_postal_code_check: 'fail', address_line1_check: 'fail' } },
    },
  },
  '4000000000000044': {
    payment_method_details: {
      card: { checks: { address_postal_code_check: 'unavailable', cvc_check: 'pass' } },
    },
  },
  '4000000000009235': { outcome: { risk_level: 'elevated', type: 'authorized' } },
  '4000000000007726': { refunded: false },
  '4000000000005126': { refunded: false },
  '4000000000000259': { disputed: true },
  '4000000000002685': { disputed: true },
  '4000000000001976': { disputed: true },
  '4000000404000079': { disputed: true },
  '4000000000005423': { disputed: false },
};

const declined: Record<string, readonly [code: string, declineCode?: string, outcome?: string]> = {
  '4000000000000002': ['card_declined', 'generic_decline'],
  '4000000000009995': ['card_declined', 'insufficient_funds'],
  '4000000000009987': ['card_declined', 'lost_card'],
  '4000000000009979': ['card_declined', 'stolen_card'],
  '4000000000006975': ['card_declined', 'card_velocity_exceeded'],
  '4000000000000069': ['expired_card'],
  '4000000000000127': ['incorrect_cvc'],
  '4000000000000119': ['processing_error'],
  '4000000000000341': ['card_declined', 'generic_decline'],
  '4000008400001280': ['card_declined', 'generic_decline'],
  '4100000000000019': ['card_declined', 'fraudulent', 'blocked'],
  '4000000000004954': ['card_declined', 'fraudulent', 'blocked'],
  '4111111111111111': ['card_declined', 'test_mode_live_card', 'blocked'],
};

const challenged: Record<string, string> = {
  '4000000000003220': 'succeeded',
  '4000000000003063': 'succeeded',
  '4000008400000027': 'succeeded',
  '4000002500003155': 'succeeded',
  '4000002760003184': 'succeeded',
  '4000003800000446': 'succeeded',
  '4000008260003178': 'insufficient_funds',
  '4000008400001629': 'generic_decline',
};

const address = {
  'payment_method_data[billing_details][address][line1]': '1 Main Street',
  'payment_method_data[billing_details][address][postal_code]': '12345',
};

const latestCharge = async (id: string) =>
  (await world.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })).latest_charge;

describe('the card', () => {
  it.each(Object.entries(good))('%s pays', async (number, charge) => {
    const intent = await anIntent();
    const { status, body } = await pay(intent, card(number, address));
    expect([status, body.status]).toEqual([200, 'succeeded']);
    expect(body).not.toHaveProperty('metadata');
    expect(await latestCharge(intent.id)).toMatchObject({ paid: true, captured: true, ...charge });
  });

  it.each(Object.entries(declined))('%s is declined: %j', async (number, reasons) => {
    const [code, decline_code, type = 'issuer_declined'] = reasons;
    const intent = await anIntent();
    const { status, body } = await pay(intent, card(number));
    expect(status).toBe(402);
    expect(body.error).toMatchObject({
      type: 'card_error',
      code,
      charge: expect.stringMatching(/^ch_/),
      payment_intent: { id: intent.id, status: 'requires_payment_method', payment_method: null },
      ...(decline_code ? { decline_code } : {}),
    });
    expect(body.error).not.toHaveProperty('payment_intent.metadata');
    expect(await latestCharge(intent.id)).toMatchObject({
      paid: false,
      failure_code: code,
      outcome: { type },
    });
    await told(intent.id, 'charge.failed', 'payment_intent.payment_failed');
  });

  it.each(Object.entries(challenged))('%s asks for a challenge, and then: %s', async (number, end) => {
    const intent = await anIntent();
    const { body } = await pay(intent, { ...card(number), use_stripe_sdk: 'true' });
    expect(body).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    const { body: after } = await authenticate(intent, 'passed');
    if (end !== 'succeeded') return expect(after.error).toMatchObject({ decline_code: end });
    expect(after).toMatchObject({ status: 'succeeded' });
    expect(await latestCharge(intent.id)).toMatchObject({
      payment_method_details: { card: { three_d_secure: { authentication_flow: 'challenge' } } },
    });
  });

  it('that the sandbox knows is one of those, and each of those is known', () => {
    const listed = [...Object.keys(good), ...Object.keys(declined), ...Object.keys(challenged)];
    expect(testCards.map(({ number }) => number).toSorted()).toEqual(
      listed.filter((number) => number !== '4111111111111111').toSorted(),
    );
  });

  it.each(['pm_card_avsFail', 'pm_card_cvcCheckFail'])(
    '%s fails its checks by its name, too',
    async (alias) => {
      const { id } = await anIntent({ payment_method: alias, confirm: true });
      expect(JSON.stringify(await latestCharge(id))).toContain('_check":"fail"');
    },
  );
});
