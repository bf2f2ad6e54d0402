import { type CardField, type CardText, expiryOf, faultOf, grouped } from './card-fields.ts';
import { countryOf, countryOptions } from './countries.ts';
import { make, uniqueId } from './dom.ts';
import { createField, type Look } from './field.ts';
import { joinFields } from './fields.ts';
import type { MethodForm } from './method-form.ts';

type Options = {
  readonly now: () => Date;
  readonly onChange: () => void;
  /** Without it the page itself knows the country. */
  readonly askCountry: boolean;
  readonly country?: string | undefined;
};

const names: readonly CardField[] = ['number', 'expiry', 'cvc'];

const looks: Record<CardField, Look> = {
  number: {
    label: 'Card number',
    placeholder: '1234 1234 1234 1234',
    autocomplete: 'cc-number',
    inputmode: 'numeric',
    wide: true,
  },
  expiry: {
    label: 'Expiration date',
    placeholder: 'MM / YY',
    autocomplete: 'cc-exp',
    inputmode: 'numeric',
  },
  cvc: { label: 'Security code', placeholder: 'CVC', autocomplete: 'cc-csc', inputmode: 'numeric' },
};

/** A card. */
export function createCardForm({ now, onChange, askCountry, country }: Options): MethodForm {
  const inputs = {
    number: createField('number', looks.number),
    expiry: createField('expiry', looks.expiry),
    cvc: createField('cvc', looks.cvc),
  };
  const countries = createCountryField(country);
  const text = (): CardText => ({
    number: inputs.number.input.value,
    expiry: inputs.expiry.input.value,
    cvc: inputs.cvc.input.value,
  });
  const joined = joinFields(inputs, {
    names,
    faultOf: (name) => faultOf(name, text(), now()),
    grouped: (name, value) => grouped(name, value, inputs.number.input.value),
    onChange,
  });

  return {
    ...joined,
    node: make(
      'div',
      { class: 'StripeSandbox-grid' },
      inputs.number.node,
      inputs.expiry.node,
      inputs.cvc.node,
      ...(askCountry ? [countries.node] : []),
      make('p', { class: 'StripeSandbox-mark' }, 'Sandbox: test cards only'),
    ),
    paymentMethodData() {
      const { month, year } = expiryOf(text().expiry);
      return {
        type: 'card',
        card: {
          number: text().number.replaceAll(' ', ''),
          exp_month: month,
          exp_year: year,
          cvc: text().cvc,
        },
        ...(askCountry ? { billing_details: { address: { country: countries.select.value } } } : {}),
      };
    },
  };
}

function createCountryField(country: string | undefined) {
  const id = uniqueId('country');
  const select = make('select', { id, autocomplete: 'country' }, ...countryOptions());
  select.value = countryOf(country);
  const node = make('div', { class: 'StripeSandbox-wide' }, make('label', { for: id }, 'Country'), select);
  return { node, select };
}
