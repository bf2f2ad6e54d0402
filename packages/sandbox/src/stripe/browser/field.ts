import type { CardField } from './card-fields.ts';
import { make, uniqueId } from './dom.ts';
import type { PaymentError } from './errors.ts';

const looks = {
  number: ['Card number', '1234 1234 1234 1234', 'cc-number'],
  expiry: ['Expiration date', 'MM / YY', 'cc-exp'],
  cvc: ['Security code', 'CVC', 'cc-csc'],
} as const satisfies Record<CardField, readonly [string, string, string]>;

/** A labelled input with room for what is wrong with it. */
export function createField(field: CardField) {
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

/** Groups what was typed and leaves the caret behind the same digit. */
export function regroup(input: HTMLInputElement, group: (text: string) => string): void {
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
