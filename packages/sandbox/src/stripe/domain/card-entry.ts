import { docUrl, type ErrorBody, StripeRefusal } from '../refusals.ts';

/** A card as it was typed in. */
export type CardEntry = {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly cvc?: string;
};

export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'unknown';

const brands: readonly (readonly [RegExp, CardBrand])[] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^6(011|5)/, 'discover'],
];

export const brandOf = (number: string): CardBrand =>
  brands.find(([prefix]) => prefix.test(number))?.[1] ?? 'unknown';

/** The check digit that catches a mistyped number (ISO/IEC 7812-1). */
export const passesLuhn = (number: string): boolean => {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
};

/** @throws StripeRefusal 402 for a card that can't exist; nothing has been charged or stored then */
export function checkCardEntry(entry: CardEntry, now: Date): void {
  if (!passesLuhn(entry.number)) throw wrong('incorrect_number', 'number', 'Your card number is incorrect.');
  if (!(entry.expMonth >= 1 && entry.expMonth <= 12)) {
    throw wrong('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.");
  }
  if (!(entry.expYear >= now.getUTCFullYear() && entry.expYear <= now.getUTCFullYear() + 50)) {
    throw wrong('invalid_expiry_year', 'exp_year', "Your card's expiration year is invalid.");
  }
  if (entry.expYear === now.getUTCFullYear() && entry.expMonth < now.getUTCMonth() + 1) {
    throw wrong('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.");
  }
  const cvcLength = brandOf(entry.number) === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/;
  if (entry.cvc !== undefined && !cvcLength.test(entry.cvc)) {
    throw wrong('invalid_cvc', 'cvc', "Your card's security code is invalid.");
  }
}

const wrong = (code: string, param: string, message: string): StripeRefusal => {
  const body: ErrorBody = { type: 'card_error', code, param, message, doc_url: docUrl(code) };
  return new StripeRefusal(402, body);
};
