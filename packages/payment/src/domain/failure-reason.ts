import { failureCodeOf, type Payment } from './payment.ts';

const declined = 'Your card was declined.';

/**
 * Stripe's decline and error codes in words for the student. Lost and stolen cards are "declined" like any other: who
 * holds the card may not be its owner.
 * @see https://docs.stripe.com/declines/codes
 */
const words: Record<string, string> = {
  authentication_required: 'Your bank asks you to confirm this payment. Try again and follow its steps.',
  card_not_supported: 'Your card does not support this kind of payment. Try another one.',
  card_velocity_exceeded: 'Your card is over its limit. Try another one.',
  currency_not_supported: 'Your card does not support this currency. Try another one.',
  expired_card: 'Your card has expired. Try another one.',
  incorrect_cvc: "Your card's security code is wrong.",
  incorrect_number: 'Your card number is wrong.',
  incorrect_zip: "Your card's postal code is wrong.",
  insufficient_funds: 'There is not enough money on your card.',
  invalid_cvc: "Your card's security code is wrong.",
  invalid_expiry_month: "Your card's expiry month is wrong.",
  invalid_expiry_year: "Your card's expiry year is wrong.",
  payment_intent_authentication_failure:
    'Your bank could not confirm that it was you. Try again or use another card.',
  processing_error: 'Your bank could not process the payment. Try again in a moment.',
  withdrawal_count_limit_exceeded: 'Your card is over its limit. Try another one.',
};

const closed = 'The payment was closed before it was made. Nothing was charged.';

/** Why a payment failed, in words for the person who tried to pay; null unless it failed. */
export function failureReasonOf(payment: Payment): string | null {
  const code = failureCodeOf(payment);
  if (code !== null) return words[code] ?? declined;
  return payment.status === 'CANCELED' ? closed : null;
}
