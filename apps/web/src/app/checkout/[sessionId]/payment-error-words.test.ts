import { describe, expect, it } from 'vitest';
import { paymentErrorWords } from './payment-error-words.ts';

describe('paymentErrorWords', () => {
  it('repeats what Stripe says of the card', () => {
    expect(paymentErrorWords({ type: 'card_error', message: 'Your card was declined.' })).toBe(
      'Your card was declined.',
    );
    expect(
      paymentErrorWords({ type: 'validation_error', message: 'Your card number is incomplete.' }),
    ).toMatch(/incomplete/);
    expect(
      paymentErrorWords({
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        message: 'We are unable to authenticate your payment method.',
      }),
    ).toMatch(/authenticate/);
  });

  it('keeps what Stripe says to programmers to itself', () => {
    expect(paymentErrorWords({ type: 'api_error', message: 'Invalid API key: pk_1' })).not.toMatch(/API/);
    expect(paymentErrorWords({ type: 'card_error' })).toMatch(/couldn’t reach/);
    expect(paymentErrorWords(undefined)).toMatch(/couldn’t reach/);
  });
});
