import { type CardField, type CardText, expiryOf, faultOf, grouped } from './card-fields.ts';
import { countryOf, countryOptions } from './countries.ts';
import { make, uniqueId } from './dom.ts';
import type { PaymentError } from './errors.ts';
import { createField, regroup } from './field.ts';

type CardState = { readonly complete: boolean; readonly empty: boolean };

export type CardForm = {
  readonly node: HTMLElement;
  state(): CardState;
  /** Shows what is wrong in every field, takes the payer to the first of them, and answers it. */
  validate(): PaymentError | undefined;
  /** The card as the API takes it. */
  paymentMethodData(): Record<string, unknown>;
  focus(): void;
  clear(): void;
};

type Options = {
  readonly now: () => Date;
  readonly onChange: () => void;
  /** Without it the page itself knows the country. */
  readonly askCountry: boolean;
  readonly country?: string | undefined;
};

const fields: readonly CardField[] = ['number', 'expiry', 'cvc'];

/** The card's fields as plain labelled inputs of the page, so that people, autofill and tests reach them the same way. */
export function createCardForm({ now, onChange, askCountry, country }: Options): CardForm {
  const inputs = {
    number: createField('number'),
    expiry: createField('expiry'),
    cvc: createField('cvc'),
  };
  const countries = createCountryField(country);
  const text = (): CardText => ({
    number: inputs.number.input.value,
    expiry: inputs.expiry.input.value,
    cvc: inputs.cvc.input.value,
  });

  for (const field of fields) {
    const { input, show } = inputs[field];
    input.addEventListener('input', () => {
      regroup(input, (value) => grouped(field, value, inputs.number.input.value));
      const fault = faultOf(field, text(), now());
      if (!fault) show(undefined);
      onChange();
    });
    input.addEventListener('blur', () => {
      if (input.value !== '') show(faultOf(field, text(), now()));
    });
  }

  const node = make(
    'div',
    { class: 'StripeSandbox-grid' },
    inputs.number.node,
    inputs.expiry.node,
    inputs.cvc.node,
    ...(askCountry ? [countries.node] : []),
    make('p', { class: 'StripeSandbox-mark' }, 'Sandbox: test cards only'),
  );

  return {
    node,
    state: () => ({
      complete: fields.every((field) => !faultOf(field, text(), now())),
      empty: fields.every((field) => text()[field] === ''),
    }),
    validate() {
      const faults = fields.map((field) => [field, faultOf(field, text(), now())] as const);
      for (const [field, fault] of faults) inputs[field].show(fault);
      const [first] = faults.filter(([, fault]) => fault);
      if (first) inputs[first[0]].input.focus();
      return first?.[1];
    },
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
    focus: () => inputs.number.input.focus(),
    clear() {
      for (const field of fields) {
        inputs[field].input.value = '';
        inputs[field].show(undefined);
      }
      onChange();
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
