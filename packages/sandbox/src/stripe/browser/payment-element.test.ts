// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { aPage, field, mountedOn, paid, type, typeCard } from './testing/page.ts';

const page = aPage();

describe('the Payment Element', () => {
  it('says when it is ready, and what the payer has filled in', async () => {
    const { element } = mountedOn(page);
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
    page.answers['/v1/payment_intents/pi_1?'] = answer;
    const { element } = mountedOn(page);
    const failed = vi.fn();
    element.once('loaderror', failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({ error: expect.objectContaining({ code }) }),
    );
  });

  it('names a mistake where it was made, and forgets it once it is put right', () => {
    mountedOn(page);
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
    mountedOn(page);
    const number = field('Card number');
    type('Card number', '4242424242424242');
    number.value = '42421 4242 4242 4242';
    number.setSelectionRange(5, 5);
    number.dispatchEvent(new Event('input'));
    expect(number.value).toBe('4242 1424 2424 2424');
    expect(number.selectionStart).toBe(6);
  });

  it('tells of focus, blur and escape as one thing', () => {
    const { element } = mountedOn(page);
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
    const { element } = mountedOn(page, undefined, {
      defaultValues: { billingDetails: { address: { country: 'NZ' } } },
    });
    expect(element.form.paymentMethodData()).toMatchObject({
      billing_details: { address: { country: 'NZ' } },
    });
    element.destroy();
    for (const billingDetails of ['never', { address: 'never' }, { address: { country: 'never' } }]) {
      const { element: without } = mountedOn(page, undefined, { fields: { billingDetails } });
      expect(without.form.paymentMethodData()).not.toHaveProperty('billing_details');
      without.unmount();
    }
  });

  it('follows the look of the page', async () => {
    const { elements } = mountedOn(page, { mode: 'payment', amount: 4_200, currency: 'eur' });
    const root = document.querySelector<HTMLElement>('.StripeElement');
    await elements.update({ appearance: { theme: 'night' } });
    expect(root?.style.getPropertyValue('--stripe-colorBackground')).toBe('#30313d');
    expect(elements.getElement('payment')?.update({})).toBe(elements.getElement('payment'));
    expect(elements.getElement('address')).toBeNull();
    expect(await elements.fetchUpdates()).toEqual({});
  });
});
