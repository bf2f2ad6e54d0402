/**
 * Ways to pay that tell their outcome late, and after how many days at the latest it is known, weekends and holidays
 * included (docs.stripe.com/payments/payment-methods: delayed notification).
 */
const daysUntilKnown = {
  acss_debit: 9,
  au_becs_debit: 7,
  bacs_debit: 12,
  boleto: 8,
  customer_balance: 60,
  konbini: 8,
  multibanco: 10,
  nz_bank_account: 5,
  oxxo: 8,
  payto: 3,
  sepa_debit: 21,
  us_bank_account: 7,
} as const;

const day = 24 * 60 * 60 * 1000;

/** The ways to pay that are too slow for something that is needed by then; in a stable order. */
export const methodsTooSlowFor = (neededBy: Date, now: Date): string[] =>
  Object.entries(daysUntilKnown)
    .filter(([, days]) => now.getTime() + days * day > neededBy.getTime())
    .map(([method]) => method);
