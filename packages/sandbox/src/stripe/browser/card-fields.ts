import { type PaymentError, validationError } from './errors.ts';

export type CardField = 'number' | 'expiry' | 'cvc';

export type CardText = Readonly<Record<CardField, string>>;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

const isAmex = (digits: string): boolean => /^3[47]/.test(digits);

const lengthOf = (digits: string): number => (isAmex(digits) ? 15 : 16);

const cvcLength = (number: string): number => (isAmex(digitsOf(number)) ? 4 : 3);

/** Digits in the groups that the card shows them in. */
export function groupNumber(text: string): string {
  const digits = digitsOf(text).slice(0, lengthOf(digitsOf(text)));
  const inGroups = isAmex(digits) ? /^(.{1,4})(.{1,6})?(.{1,5})?$/ : /^(.{1,4})(.{1,4})?(.{1,4})?(.{1,4})?$/;
  const [, ...groups] = inGroups.exec(digits) ?? [];
  return groups.filter(Boolean).join(' ');
}

/** `1234`, `12/34`, `12 / 2034` and `3` for March, all as `MM / YY`. */
export function groupExpiry(text: string): string {
  const [, lone] = /^\s*(\d)\s*\//.exec(text) ?? [];
  const typed = digitsOf(lone ? `0${text.trim()}` : text);
  const digits = /^[2-9]/.test(typed) ? `0${typed}` : typed;
  const year = digits.slice(2, 6);
  const short = year.length === 4 && year.startsWith('20') ? year.slice(2) : year.slice(0, 2);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${short}` : digits;
}

export const groupCvc = (text: string, number: string): string => digitsOf(text).slice(0, cvcLength(number));

export const grouped = (field: CardField, text: string, number: string): string => {
  if (field === 'number') return groupNumber(text);
  return field === 'expiry' ? groupExpiry(text) : groupCvc(text, number);
};

const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

/** The expiry as the API takes it. A card is good until the last day of its month. */
export const expiryOf = (text: string): { readonly month: number; readonly year: number } => {
  const digits = digitsOf(text);
  return { month: Number(digits.slice(0, 2)), year: 2_000 + Number(digits.slice(2, 4)) };
};

function numberFault(text: string): PaymentError | undefined {
  const digits = digitsOf(text);
  if (digits.length < lengthOf(digits)) {
    return validationError('incomplete_number', 'Your card number is incomplete.');
  }
  return passesLuhn(digits) ? undefined : validationError('invalid_number', 'Your card number is invalid.');
}

function expiryFault(text: string, now: Date): PaymentError | undefined {
  if (digitsOf(text).length < 4) {
    return validationError('incomplete_expiry', "Your card's expiration date is incomplete.");
  }
  const { month, year } = expiryOf(text);
  if (month < 1 || month > 12) {
    return validationError('invalid_expiry_month', "Your card's expiration date is invalid.");
  }
  if (year < now.getFullYear()) {
    return validationError('invalid_expiry_year_past', "Your card's expiration year is in the past.");
  }
  return year === now.getFullYear() && month < now.getMonth() + 1
    ? validationError('invalid_expiry_month_past', "Your card's expiration date is in the past.")
    : undefined;
}

const cvcFault = (text: string, number: string): PaymentError | undefined =>
  digitsOf(text).length < cvcLength(number)
    ? validationError('incomplete_cvc', "Your card's security code is incomplete.")
    : undefined;

/** What is wrong with a field as it stands, in Stripe's words. */
export function faultOf(field: CardField, card: CardText, now: Date): PaymentError | undefined {
  if (field === 'number') return numberFault(card.number);
  return field === 'expiry' ? expiryFault(card.expiry, now) : cvcFault(card.cvc, card.number);
}
