// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { IntegrationError } from './errors.ts';
import { createStripe } from './stripe.ts';
import { aPage, mountedOn, open, stripeOn, typeCard } from './testing/page.ts';

const page = aPage();

describe('the rest of Stripe.js', () => {
  it('makes a payment method of the card', async () => {
    page.answers['/v1/payment_methods'] = { id: 'pm_1' };
    const { stripe, elements } = mountedOn(page, { mode: 'payment' });
    expect(await stripe.createPaymentMethod({ elements })).toMatchObject({
      error: { code: 'incomplete_number' },
    });
    typeCard();
    expect(await stripe.createPaymentMethod({ elements })).toEqual({ paymentMethod: { id: 'pm_1' } });
    page.answers = {};
    expect(await stripe.createPaymentMethod({ elements })).toHaveProperty('error');
    expect(await stripe.createPaymentMethod()).toHaveProperty('error');
  });

  it('confirms a payment method that exists', async () => {
    const stripe = stripeOn(page);
    const result = await stripe.confirmCardPayment(open.client_secret, { payment_method: 'pm_1' });
    expect(result).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await stripe.confirmCardPayment(open.client_secret)).toHaveProperty('error');
  });

  it('says what it has not, instead of pretending', async () => {
    expect(await stripeOn(page).createToken()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(() => stripeOn(page).elements()).toThrow(IntegrationError);
    expect(() => stripeOn(page).elements({ mode: 'payment' }).create('address')).toThrow(IntegrationError);
    expect(() => stripeOn(page).elements({ mode: 'payment' }).create('payment').mount('#none')).toThrow(
      '#none',
    );
    expect(() => createStripe('pk_live_x', { origin: '', navigate: () => {} })).toThrow(IntegrationError);
    await expect(stripeOn(page).confirmPayment({})).rejects.toThrow('clientSecret');
    await expect(stripeOn(page).confirmPayment({ clientSecret: 'x' })).rejects.toThrow('return_url');
    const elements = stripeOn(page).elements({ mode: 'payment' });
    expect(await elements.submit()).toHaveProperty('error');
  });
});
