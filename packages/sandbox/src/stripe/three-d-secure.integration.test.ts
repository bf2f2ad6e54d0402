import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { aWorld, card, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const { anIntent, pay, authenticate, told } = payerIn(() => world);

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
