// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { debitFaultOf, groupedDebit } from './debit-fields.ts';
import { aPage, button, field, mountedOn, open, type } from './testing/page.ts';

const page = aPage();
const offer = (...payment_method_types: string[]) => {
  page.answers['/pi_1?'] = { ...open, payment_method_types };
  delete page.answers['/v1/payment_intents/pi_1?'];
};
beforeEach(() => offer('card', 'sepa_debit', 'link'));

const ready = async (elementOptions = {}) => {
  const all = mountedOn(page, undefined, elementOptions);
  await vi.waitFor(() => button('SEPA Direct Debit'));
  return all;
};

const typeDebit = (): void => {
  type('IBAN', 'de89370400440532013000');
  type('Full name', 'Ann Example');
  type('Email', 'ann@example.com');
};

const selected = (): string[] =>
  [...document.querySelectorAll('[role=tab][aria-selected=true]')].map(({ textContent }) =>
    String(textContent),
  );

const press = (name: string, key: string): void => {
  button(name).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
};

describe('ways to pay', () => {
  it('stand in tabs, the card first, and what the sandbox has not is left out', async () => {
    const { element } = await ready();
    const chosen: unknown[] = [];
    element.on('change', (event) => chosen.push(Object(event).value));
    const tabs = [...document.querySelectorAll('[role=tab]')];
    expect(tabs.map(({ textContent }) => textContent)).toEqual(['Card', 'SEPA Direct Debit']);
    expect(selected()).toEqual(['Card']);
    const panel = document.querySelector('[role=tabpanel]');
    expect(panel?.getAttribute('aria-labelledby')).toBe(button('Card').id);
    expect(button('Card').getAttribute('aria-controls')).toBe(panel?.id);

    button('SEPA Direct Debit').click();

    expect(selected()).toEqual(['SEPA Direct Debit']);
    expect(() => field('Card number')).toThrow();
    expect(field('IBAN').isConnected).toBe(true);
    expect(chosen).toEqual([{ type: 'sepa_debit' }]);
  });

  it('are chosen with the arrow keys, around the corner too', async () => {
    await ready();
    press('Card', 'ArrowRight');
    expect([selected(), document.activeElement]).toEqual([
      ['SEPA Direct Debit'],
      button('SEPA Direct Debit'),
    ]);
    expect([button('Card').tabIndex, button('SEPA Direct Debit').tabIndex]).toEqual([-1, 0]);
    press('SEPA Direct Debit', 'ArrowRight');
    expect(selected()).toEqual(['Card']);
    press('Card', 'ArrowLeft');
    expect(selected()).toEqual(['SEPA Direct Debit']);
    press('SEPA Direct Debit', 'Home');
    press('Card', 'x');
    expect(selected()).toEqual(['Card']);
    press('Card', 'End');
    expect(selected()).toEqual(['SEPA Direct Debit']);
  });

  it('stay as chosen when they are offered anew', async () => {
    const { element } = await ready();
    button('SEPA Direct Debit').click();
    element.form.offer(['card', 'sepa_debit']);
    expect(selected()).toEqual(['SEPA Direct Debit']);
    element.form.offer([]);
    expect(field('Card number').isConnected).toBe(true);
  });

  it('need no tabs when there is only one', async () => {
    offer('us_bank_account');
    mountedOn(page);
    await vi.waitFor(() => field('Routing number'));
    expect(document.querySelector('[role=tab]')).toBeNull();
  });
});

describe('a debit', () => {
  it('is confirmed with the account, the payer and the mandate', async () => {
    const { stripe, elements } = await ready();
    button('SEPA Direct Debit').click();
    expect(await stripe.confirmPayment({ elements, redirect: 'if_required' })).toMatchObject({
      error: { code: 'incomplete_iban' },
    });
    expect(document.activeElement).toBe(field('IBAN'));
    typeDebit();
    expect(field('IBAN').value).toBe('DE89 3704 0044 0532 0130 00');
    expect(await elements.submit()).toEqual({ selectedPaymentMethod: 'sepa_debit' });
    page.answers['/confirm'] = { ...open, status: 'processing' };

    const result = await stripe.confirmPayment({ elements, redirect: 'if_required' });

    expect(result.paymentIntent).toMatchObject({ status: 'processing' });
    expect(page.sent.at(-1)?.form).toMatchObject({
      'payment_method_data[type]': 'sepa_debit',
      'payment_method_data[sepa_debit][iban]': 'DE89370400440532013000',
      'payment_method_data[billing_details][name]': 'Ann Example',
      'payment_method_data[billing_details][email]': 'ann@example.com',
      'mandate_data[customer_acceptance][type]': 'online',
    });
  });

  it('of an American account is sent as such', async () => {
    offer('card', 'us_bank_account');
    const { element } = mountedOn(page);
    await vi.waitFor(() => button('US bank account').click());
    type('Routing number', '110-000-000');
    type('Account number', '000123456789');
    type('Full name', 'Ann');
    expect(element.form.state()).toEqual({ complete: false, empty: false });
    type('Email', 'ann@example.com');
    expect(element.form.state()).toEqual({ complete: true, empty: false });
    expect(element.form.paymentMethodData()).toMatchObject({
      us_bank_account: { routing_number: '110000000', account_number: '000123456789' },
    });
    element.clear();
    expect(element.form.state()).toEqual({ complete: false, empty: true });
  });

  it('knows what the page knows of the payer, and does not ask for what the page says itself', async () => {
    const { element } = await ready({ defaultValues: { billingDetails: { name: 'Ann', email: 'a@b.c' } } });
    button('SEPA Direct Debit').click();
    expect([field('Full name').value, field('Email').value]).toEqual(['Ann', 'a@b.c']);
    element.destroy();
    for (const billingDetails of ['never', { name: 'never', email: 'never' }]) {
      const { element: without } = await ready({ fields: { billingDetails } });
      button('SEPA Direct Debit').click();
      expect(() => field('Full name')).toThrow();
      expect(without.form.paymentMethodData()).not.toHaveProperty('billing_details');
      without.destroy();
    }
  });
});

describe('a field of a debit', () => {
  it.each([
    ['iban', 'DE89', 'incomplete_iban'],
    ['iban', 'DE00 3704 0044 0532 0130 00', 'invalid_iban'],
    ['iban', '1289 3704 0044 0532 0130 00', 'invalid_iban'],
    ['routing', '1100', 'incomplete_routing_number'],
    ['account', '123', 'incomplete_account_number'],
    ['name', ' ', 'incomplete_name'],
    ['email', 'ann', 'incomplete_email'],
  ] as const)('%s with "%s" is %s', (name, text, code) => {
    expect(debitFaultOf(name, text)).toMatchObject({ code });
  });

  it('is shown as people write it', () => {
    expect(groupedDebit('iban', 'fr14 20041010050500013m02606')).toBe('FR14 2004 1010 0505 0001 3M02 606');
    expect(groupedDebit('name', 'Ann  B')).toBe('Ann  B');
  });
});
