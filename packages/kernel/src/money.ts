import { DomainError } from './errors.ts';

/** An amount in integer minor units (cents, yen) of an ISO 4217 currency in upper case. */
export type Money = { readonly amount: number; readonly currency: string };

/**
 * The least that Stripe charges, in minor units, for the currencies lessons are sold in.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const minimumCharge: Record<string, number> = {
  AUD: 50,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  EUR: 50,
  GBP: 30,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  NZD: 50,
  PLN: 200,
  SEK: 300,
  USD: 50,
};

/**
 * What `minutes` cost at a price per hour: half up to the minor unit, never below Stripe's minimum charge.
 * @throws DomainError INTERNAL for a currency without a known minimum charge
 */
export function priceFor(hourlyRate: Money, minutes: number): Money {
  const minimum = minimumCharge[hourlyRate.currency];
  if (minimum === undefined)
    throw new DomainError('INTERNAL', `No minimum charge known for ${hourlyRate.currency}`);
  const amount = Math.floor((hourlyRate.amount * minutes * 2 + 60) / 120);
  return { amount: Math.max(amount, minimum), currency: hourlyRate.currency };
}

/** How many minor digits ISO 4217 gives a currency: 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** The amount as a person in `locale` writes it. */
export const formatMoney = ({ amount, currency }: Money, locale = 'en'): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 10 ** minorDigits(currency));
