import { type PaymentError, validationError } from './errors.ts';
import type { Look } from './field.ts';

export type DebitType = 'sepa_debit' | 'us_bank_account';

export type DebitField = 'iban' | 'routing' | 'account' | 'name' | 'email';

/** Which fields each method asks for, in this order. */
export const debitFields: Record<DebitType, readonly DebitField[]> = {
  sepa_debit: ['iban', 'name', 'email'],
  us_bank_account: ['routing', 'account', 'name', 'email'],
};

export const debitLooks: Record<DebitField, Look> = {
  iban: { label: 'IBAN', placeholder: 'DE00 0000 0000 0000 0000 00', autocomplete: 'off', wide: true },
  routing: {
    label: 'Routing number',
    placeholder: '110000000',
    autocomplete: 'off',
    inputmode: 'numeric',
  },
  account: {
    label: 'Account number',
    placeholder: '000123456789',
    autocomplete: 'off',
    inputmode: 'numeric',
  },
  name: { label: 'Full name', placeholder: 'First and last name', autocomplete: 'name', wide: true },
  email: {
    label: 'Email',
    placeholder: 'you@example.com',
    autocomplete: 'email',
    type: 'email',
    inputmode: 'email',
    wide: true,
  },
};

/** What was typed as it is shown: an IBAN in groups of four. */
export function groupedDebit(field: DebitField, text: string): string {
  if (field === 'name' || field === 'email') return text;
  if (field !== 'iban') return text.replaceAll(/\D/g, '');
  const signs = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return (signs.match(/.{1,4}/g) ?? []).join(' ');
}

/** What is wrong with a field as it stands, in Stripe's words. */
export function debitFaultOf(field: DebitField, text: string): PaymentError | undefined {
  const value = text.trim();
  switch (field) {
    case 'iban':
      return ibanFault(value.replaceAll(' ', ''));
    case 'routing':
      return /^\d{9}$/.test(value)
        ? undefined
        : validationError('incomplete_routing_number', 'Your routing number is incomplete.');
    case 'account':
      return /^\d{4,17}$/.test(value)
        ? undefined
        : validationError('incomplete_account_number', 'Your account number is incomplete.');
    case 'name':
      return value ? undefined : validationError('incomplete_name', 'Your name is incomplete.');
    case 'email':
      return /^\S+@\S+\.\S+$/.test(value)
        ? undefined
        : validationError('incomplete_email', 'Your email is incomplete.');
  }
}

function ibanFault(iban: string): PaymentError | undefined {
  if (iban.length < 15) return validationError('incomplete_iban', 'Your IBAN is incomplete.');
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && remainderOf(iban) === 1) return undefined;
  return validationError('invalid_iban', 'Your IBAN is invalid.');
}

/** Of the IBAN read as a number, by 97: one sign after the other, since the number is too long for one step. */
const remainderOf = (iban: string): number =>
  [...iban.slice(4), ...iban.slice(0, 4)]
    .flatMap((sign) => [...String(Number.parseInt(sign, 36))])
    .reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
