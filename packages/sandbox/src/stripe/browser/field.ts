import { make, uniqueId } from './dom.ts';
import type { PaymentError } from './errors.ts';

/** How a field looks, and what the browser may fill in by itself. */
export type Look = {
  readonly label: string;
  readonly placeholder?: string;
  readonly autocomplete: string;
  readonly type?: 'text' | 'email';
  readonly inputmode?: 'numeric' | 'text' | 'email';
  /** Over the whole width. */
  readonly wide?: boolean;
};

export type Field = ReturnType<typeof createField>;

/** A labelled input with room for what is wrong with it. */
export function createField(name: string, look: Look) {
  const id = uniqueId(name);
  const input = make('input', {
    id,
    type: look.type ?? 'text',
    inputmode: look.inputmode ?? 'text',
    autocomplete: look.autocomplete,
    placeholder: look.placeholder ?? '',
    'aria-required': 'true',
    'aria-invalid': 'false',
    spellcheck: 'false',
  });
  const error = make('p', { id: `${id}-error`, class: 'StripeSandbox-error', role: 'alert' });
  const node = make('div', {}, make('label', { for: id }, look.label), input, error);
  if (look.wide) node.className = 'StripeSandbox-wide';
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

/** Groups what was typed and leaves the caret behind the same character. */
export function regroup(input: HTMLInputElement, group: (text: string) => string): void {
  const caret = input.selectionStart ?? input.value.length;
  const atEnd = caret >= input.value.length;
  const before = signs(input.value.slice(0, caret)).length;
  const value = group(input.value);
  if (value === input.value) return;
  input.value = value;
  if (atEnd) return;
  let at = 0;
  for (let seen = 0; seen < before && at < value.length; at++) if (signs(value[at] ?? '')) seen++;
  input.setSelectionRange(at, at);
}

/** What counts: not what only keeps the groups apart. */
const signs = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '');
