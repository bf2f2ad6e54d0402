// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { aPage, button, field, mountedOn, open, paid, stripeOn, type, typeCard } from './testing/page.ts';

const page = aPage();
const waiting = { ...open, status: 'requires_action', next_action: { type: 'use_stripe_sdk' } };

describe('confirmPayment', () => {
  it('pays with the card as it was typed and page.answers the intent', async () => {
    const { stripe, elements } = mountedOn(page);
    typeCard();

    const result = await stripe.confirmPayment({
      elements,
      confirmParams: {
        return_url: 'https://app.test/done',
        payment_method_data: { billing_details: { name: 'A' } },
      },
      redirect: 'if_required',
    });

    expect(result.paymentIntent).toMatchObject({ id: 'pi_1', status: 'succeeded' });
    expect(page.sent.at(-1)).toMatchObject({
      url: 'http://stripe.test/v1/payment_intents/pi_1/confirm',
      form: {
        key: 'pk_test_x',
        client_secret: 'pi_1_secret_2',
        use_stripe_sdk: 'true',
        return_url: 'https://app.test/done',
        'payment_method_data[card][number]': '4242424242424242',
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        'payment_method_data[card][cvc]': '123',
        'payment_method_data[billing_details][name]': 'A',
      },
    });
    expect(page.visited).toEqual([]);
  });

  it('sends the payer back to the page once it is paid, unless told otherwise', async () => {
    const { stripe, elements } = mountedOn(page);
    typeCard();
    void stripe.confirmPayment({ elements, confirmParams: { return_url: 'https://app.test/done?a=b' } });
    await vi.waitFor(() =>
      expect(page.visited).toEqual([
        'https://app.test/done?a=b&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded',
      ]),
    );
  });

  it('asks nobody while the card is incomplete, and shows where', async () => {
    const { stripe, elements } = mountedOn(page);
    type('Card number', '4242424242424242');
    const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required' });
    expect(error).toMatchObject({ type: 'validation_error', code: 'incomplete_expiry' });
    expect(document.activeElement).toBe(field('Expiration date'));
    expect(page.sent.filter(({ url }) => url.includes('confirm'))).toEqual([]);
  });

  it('page.answers a decline as an error, without leaving the page', async () => {
    page.answers['/confirm'] = {
      error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
    };
    const { stripe, elements } = mountedOn(page);
    typeCard();
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: 'https://app.test/' },
    });
    expect(error).toMatchObject({ code: 'card_declined' });
    expect(page.visited).toEqual([]);
  });

  it.each([
    ['Complete', 'passed'],
    ['Fail', 'failed'],
  ])('puts the challenge of 3D Secure in a dialog: %s', async (name, outcome) => {
    page.answers = { '/confirm': waiting, '/authenticate': paid };
    const { stripe, elements } = mountedOn(page);
    typeCard();
    const result = stripe.confirmPayment({ elements, redirect: 'if_required' });
    await vi.waitFor(() => button(name));
    const dialog = document.querySelector('dialog');
    const title = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '');
    expect(title?.textContent).toBe('Confirm it is you');
    expect(dialog?.textContent).toContain('€42.00');
    expect(document.activeElement).toBe(button('Complete'));

    button(name).click();

    expect((await result).paymentIntent).toMatchObject({ status: 'succeeded' });
    expect(page.sent.at(-1)).toMatchObject({
      url: 'http://stripe.test/_sandbox/payment_intents/pi_1/authenticate',
      form: { outcome, client_secret: 'pi_1_secret_2' },
    });
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('takes closing the dialog for a failed challenge', async () => {
    page.answers = { '/authenticate': paid, '/pi_1?': waiting };
    const result = stripeOn(page).handleNextAction({ clientSecret: open.client_secret });
    await vi.waitFor(() => button('Fail'));
    document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    await result;
    expect(page.sent.at(-1)?.form).toMatchObject({ outcome: 'failed' });
  });

  it('goes to the page of the bank when there is one', async () => {
    const next_action = { type: 'redirect_to_url', redirect_to_url: { url: 'http://stripe.test/challenge' } };
    page.answers = { '/pi_1?': { ...waiting, next_action } };
    void stripeOn(page).handleCardAction(open.client_secret);
    await vi.waitFor(() => expect(page.visited).toEqual(['http://stripe.test/challenge']));
  });
});
