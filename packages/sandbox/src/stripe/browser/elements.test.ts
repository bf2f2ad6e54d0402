// @vitest-environment happy-dom
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { IntegrationError } from './errors.ts';
import { createStripe } from './stripe.ts';

type Sent = { readonly url: string; readonly form: Record<string, string> };

const open = {
  id: 'pi_1',
  status: 'requires_payment_method',
  amount: 4_200,
  currency: 'eur',
  client_secret: 'pi_1_secret_2',
  next_action: null,
};
const paid = { ...open, status: 'succeeded' };
const waiting = { ...open, status: 'requires_action', next_action: { type: 'use_stripe_sdk' } };

let sent: Sent[];
let answers: Record<string, object>;
let visited: string[];

beforeEach(() => {
  sent = [];
  visited = [];
  answers = { '/confirm': paid, '/v1/payment_intents/pi_1?': open };
  vi.stubGlobal('fetch', async (url: string, { body }: { body?: URLSearchParams } = {}) => {
    sent.push({ url, form: Object.fromEntries(body ?? []) });
    const [, answer] = Object.entries(answers).find(([path]) => url.includes(path)) ?? [];
    return Response.json(answer ?? { error: { type: 'invalid_request_error', message: 'No such thing' } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const aStripe = () =>
  createStripe('pk_test_x', { origin: 'http://stripe.test', navigate: (url) => visited.push(url) });

const field = (label: string): HTMLInputElement => {
  const labels = [...document.querySelectorAll('label')];
  const id = labels.find(({ textContent }) => textContent === label)?.htmlFor ?? '';
  const node = document.getElementById(id);
  if (!(node instanceof HTMLInputElement)) throw new Error(`No field ${label}`);
  return node;
};

const type = (label: string, text: string): void => {
  const input = field(label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};

const typeCard = (): void => {
  type('Card number', '4242424242424242');
  type('Expiration date', '1234');
  type('Security code', '123');
};

const mounted = (options: object = { clientSecret: open.client_secret }, elementOptions = {}) => {
  const stripe = aStripe();
  const elements = stripe.elements(options);
  const element = elements.create('payment', elementOptions);
  const target = document.createElement('div');
  target.id = 'target';
  document.body.append(target);
  element.mount('#target');
  return { stripe, elements, element };
};

const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`No button ${name}`);
  return found;
};

describe('the Payment Element', () => {
  it('says when it is ready, and what the payer has filled in', async () => {
    const { element } = mounted();
    const heard: object[] = [];
    const hear = (event: unknown) => heard.push(Object(event));
    element.on('ready', hear).on('change', hear);
    await vi.waitFor(() => expect(heard).toContainEqual({ elementType: 'payment' }));
    expect(element.form.state()).toEqual({ complete: false, empty: true });

    typeCard();

    expect(field('Card number').value).toBe('4242 4242 4242 4242');
    expect(heard.at(-1)).toMatchObject({ complete: true, empty: false, value: { type: 'card' } });
    element.off('change', hear);
    element.clear();
    expect(field('Card number').value).toBe('');
    expect(heard.at(-1)).toMatchObject({ complete: true });
  });

  it.each([
    ['can no longer be paid', paid, 'payment_intent_unexpected_state'],
    [
      'is not there',
      { error: { type: 'invalid_request_error', code: 'resource_missing' } },
      'resource_missing',
    ],
  ])('reports an intent that %s', async (_, answer, code) => {
    answers['/v1/payment_intents/pi_1?'] = answer;
    const { element } = mounted();
    const failed = vi.fn();
    element.once('loaderror', failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({ error: expect.objectContaining({ code }) }),
    );
  });

  it('names a mistake where it was made, and forgets it once it is put right', () => {
    mounted();
    const number = field('Card number');
    type('Card number', '4242');
    number.dispatchEvent(new Event('blur'));
    const error = document.getElementById(number.getAttribute('aria-describedby') ?? '');
    expect(number.getAttribute('aria-invalid')).toBe('true');
    expect(error?.textContent).toBe('Your card number is incomplete.');

    type('Card number', '4242424242424242');

    expect(number.getAttribute('aria-invalid')).toBe('false');
    expect(error?.textContent).toBe('');
  });

  it('leaves the caret where the payer is typing', () => {
    mounted();
    const number = field('Card number');
    type('Card number', '4242424242424242');
    number.value = '42421 4242 4242 4242';
    number.setSelectionRange(5, 5);
    number.dispatchEvent(new Event('input'));
    expect(number.value).toBe('4242 1424 2424 2424');
    expect(number.selectionStart).toBe(6);
  });

  it('tells of focus, blur and escape as one thing', () => {
    const { element } = mounted();
    const heard: string[] = [];
    for (const name of ['focus', 'blur', 'escape']) element.on(name, () => heard.push(name));
    element.focus();
    field('Card number').dispatchEvent(
      new FocusEvent('focusout', { bubbles: true, relatedTarget: field('Security code') }),
    );
    field('Card number').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    element.blur();
    expect(heard).toEqual(['focus', 'escape', 'blur']);
  });

  it('asks for the country unless the page knows it', () => {
    const { element } = mounted(undefined, {
      defaultValues: { billingDetails: { address: { country: 'NZ' } } },
    });
    expect(element.form.paymentMethodData()).toMatchObject({
      billing_details: { address: { country: 'NZ' } },
    });
    element.destroy();
    for (const billingDetails of ['never', { address: 'never' }, { address: { country: 'never' } }]) {
      const { element: without } = mounted(undefined, { fields: { billingDetails } });
      expect(without.form.paymentMethodData()).not.toHaveProperty('billing_details');
      without.unmount();
    }
  });

  it('follows the look of the page', async () => {
    const { elements } = mounted({ mode: 'payment', amount: 4_200, currency: 'eur' });
    const root = document.querySelector<HTMLElement>('.StripeElement');
    await elements.update({ appearance: { theme: 'night' } });
    expect(root?.style.getPropertyValue('--stripe-colorBackground')).toBe('#30313d');
    expect(elements.getElement('payment')?.update({})).toBe(elements.getElement('payment'));
    expect(elements.getElement('address')).toBeNull();
    expect(await elements.fetchUpdates()).toEqual({});
  });
});

describe('confirmPayment', () => {
  it('pays with the card as it was typed and answers the intent', async () => {
    const { stripe, elements } = mounted();
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
    expect(sent.at(-1)).toMatchObject({
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
    expect(visited).toEqual([]);
  });

  it('sends the payer back to the page once it is paid, unless told otherwise', async () => {
    const { stripe, elements } = mounted();
    typeCard();
    void stripe.confirmPayment({ elements, confirmParams: { return_url: 'https://app.test/done?a=b' } });
    await vi.waitFor(() =>
      expect(visited).toEqual([
        'https://app.test/done?a=b&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded',
      ]),
    );
  });

  it('asks nobody while the card is incomplete, and shows where', async () => {
    const { stripe, elements } = mounted();
    type('Card number', '4242424242424242');
    const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required' });
    expect(error).toMatchObject({ type: 'validation_error', code: 'incomplete_expiry' });
    expect(document.activeElement).toBe(field('Expiration date'));
    expect(sent.filter(({ url }) => url.includes('confirm'))).toEqual([]);
  });

  it('answers a decline as an error, without leaving the page', async () => {
    answers['/confirm'] = {
      error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
    };
    const { stripe, elements } = mounted();
    typeCard();
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: 'https://app.test/' },
    });
    expect(error).toMatchObject({ code: 'card_declined' });
    expect(visited).toEqual([]);
  });

  it.each([
    ['Complete', 'passed'],
    ['Fail', 'failed'],
  ])('puts the challenge of 3D Secure in a dialog: %s', async (name, outcome) => {
    answers = { '/confirm': waiting, '/authenticate': paid };
    const { stripe, elements } = mounted();
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
    expect(sent.at(-1)).toMatchObject({
      url: 'http://stripe.test/_sandbox/payment_intents/pi_1/authenticate',
      form: { outcome, client_secret: 'pi_1_secret_2' },
    });
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('takes closing the dialog for a failed challenge', async () => {
    answers = { '/authenticate': paid, '/pi_1?': waiting };
    const result = aStripe().handleNextAction({ clientSecret: open.client_secret });
    await vi.waitFor(() => button('Fail'));
    document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    await result;
    expect(sent.at(-1)?.form).toMatchObject({ outcome: 'failed' });
  });

  it('goes to the page of the bank when there is one', async () => {
    const next_action = { type: 'redirect_to_url', redirect_to_url: { url: 'http://stripe.test/challenge' } };
    answers = { '/pi_1?': { ...waiting, next_action } };
    void aStripe().handleCardAction(open.client_secret);
    await vi.waitFor(() => expect(visited).toEqual(['http://stripe.test/challenge']));
  });
});

describe('the rest of Stripe.js', () => {
  it('makes a payment method of the card', async () => {
    answers['/v1/payment_methods'] = { id: 'pm_1' };
    const { stripe, elements } = mounted({ mode: 'payment' });
    expect(await stripe.createPaymentMethod({ elements })).toMatchObject({
      error: { code: 'incomplete_number' },
    });
    typeCard();
    expect(await stripe.createPaymentMethod({ elements })).toEqual({ paymentMethod: { id: 'pm_1' } });
    answers = {};
    expect(await stripe.createPaymentMethod({ elements })).toHaveProperty('error');
    expect(await stripe.createPaymentMethod()).toHaveProperty('error');
  });

  it('confirms a payment method that exists', async () => {
    const stripe = aStripe();
    const result = await stripe.confirmCardPayment(open.client_secret, { payment_method: 'pm_1' });
    expect(result).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await stripe.confirmCardPayment(open.client_secret)).toHaveProperty('error');
  });

  it('says what it has not, instead of pretending', async () => {
    expect(await aStripe().createToken()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(() => aStripe().elements()).toThrow(IntegrationError);
    expect(() => aStripe().elements({ mode: 'payment' }).create('address')).toThrow(IntegrationError);
    expect(() => aStripe().elements({ mode: 'payment' }).create('payment').mount('#none')).toThrow('#none');
    expect(() => createStripe('pk_live_x', { origin: '', navigate: () => {} })).toThrow(IntegrationError);
    await expect(aStripe().confirmPayment({})).rejects.toThrow('clientSecret');
    await expect(aStripe().confirmPayment({ clientSecret: 'x' })).rejects.toThrow('return_url');
    const elements = aStripe().elements({ mode: 'payment' });
    expect(await elements.submit()).toHaveProperty('error');
  });
});

type CheckoutProps = { readonly found: Mock; readonly ready: Mock; readonly changed: Mock };

const Checkout = ({ found, ready, changed }: CheckoutProps) => {
  found(useStripe(), useElements());
  return createElement(PaymentElement, { onReady: ready, onChange: changed });
};

describe("Stripe's own loader and React components", () => {
  let root: Root | undefined;
  afterEach(() => root?.unmount());

  it('work on it unchanged, in strict mode too', async () => {
    await import('./entry.ts');
    const warned = vi.spyOn(console, 'warn');
    const stripe = await loadStripe('pk_test_x');
    const ready = vi.fn();
    const changed = vi.fn();
    const found = vi.fn();
    const target = document.createElement('div');
    document.body.append(target);
    root = createRoot(target);
    const options = { clientSecret: open.client_secret };
    root.render(
      createElement(
        StrictMode,
        null,
        createElement(Elements, { stripe, options }, createElement(Checkout, { found, ready, changed })),
      ),
    );

    await vi.waitFor(() => expect(ready).toHaveBeenCalled());
    typeCard();
    await vi.waitFor(() =>
      expect(changed).toHaveBeenLastCalledWith(expect.objectContaining({ complete: true })),
    );
    expect(found).toHaveBeenLastCalledWith(stripe, expect.objectContaining({ submit: expect.any(Function) }));
    expect(document.querySelectorAll('.StripeElement')).toHaveLength(1);
    expect(warned).not.toHaveBeenCalled();
  });
});
