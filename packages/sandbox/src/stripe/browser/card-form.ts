import { type CardField, type CardText, expiryOf, faultOf, grouped } from './card-fields.ts';
import { countryOf, countryOptions } from './countries.ts';
import { make, uniqueId } from './dom.ts';
import type { PaymentError } from './errors.ts';

export type CardState = { readonly complete: boolean; readonly empty: boolean };

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

const looks = {
  number: ['Card number', '1234 1234 1234 1234', 'cc-number'],
  expiry: ['Expiration date', 'MM / YY', 'cc-exp'],
  cvc: ['Security code', 'CVC', 'cc-csc'],
} as const satisfies Record<CardField, readonly [string, string, string]>;

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

function createField(field: CardField) {
  const [label, placeholder, autocomplete] = looks[field];
  const id = uniqueId(field);
  const input = make('input', {
    id,
    type: 'text',
    inputmode: 'numeric',
    autocomplete,
    placeholder,
    'aria-required': 'true',
    'aria-invalid': 'false',
    spellcheck: 'false',
  });
  const error = make('p', { id: `${id}-error`, class: 'StripeSandbox-error', role: 'alert' });
  const node = make('div', {}, make('label', { for: id }, label), input, error);
  if (field === 'number') node.className = 'StripeSandbox-wide';
  return {
    node,
    input,
    show(fault: PaymentError | undefined): void {
      input.setAttribute('aria-invalid', String(Boolean(fault)));
      error.textContent = fault?.message ?? '';
      if (fault) input.setAttribute('aria-describedby', error.id);
      else input.removeAttribute('aria-describedby');
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

/** Groups what was typed and leaves the caret behind the same digit. */
function regroup(input: HTMLInputElement, group: (text: string) => string): void {
  const caret = input.selectionStart ?? input.value.length;
  const atEnd = caret >= input.value.length;
  const before = input.value.slice(0, caret).replaceAll(/\D/g, '').length;
  const value = group(input.value);
  if (value === input.value) return;
  input.value = value;
  if (atEnd) return;
  let at = 0;
  for (let seen = 0; seen < before && at < value.length; at++) if (/\d/.test(value[at] ?? '')) seen++;
  input.setSelectionRange(at, at);
}
