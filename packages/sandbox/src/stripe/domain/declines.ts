/** How an issuer, or Stripe itself, says no: what the payer reads and what the charge keeps. */
export type Decline = {
  readonly code: string;
  readonly declineCode?: string;
  readonly message: string;
  readonly by: 'issuer' | 'stripe';
};

const declined = 'Your card was declined.';

export const declines = {
  generic: { code: 'card_declined', declineCode: 'generic_decline', message: declined, by: 'issuer' },
  insufficientFunds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    by: 'issuer',
  },
  lostCard: { code: 'card_declined', declineCode: 'lost_card', message: declined, by: 'issuer' },
  stolenCard: { code: 'card_declined', declineCode: 'stolen_card', message: declined, by: 'issuer' },
  velocity: {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    by: 'issuer',
  },
  expiredCard: { code: 'expired_card', message: 'Your card has expired.', by: 'issuer' },
  incorrectCvc: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", by: 'issuer' },
  processingError: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    by: 'issuer',
  },
  blocked: { code: 'card_declined', declineCode: 'fraudulent', message: declined, by: 'stripe' },
  notATestCard: {
    code: 'card_declined',
    declineCode: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    by: 'stripe',
  },
} as const satisfies Record<string, Decline>;

/** A payer who isn't there can't pass a challenge. No charge is made. */
export const authenticationRequired: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
  by: 'issuer',
};

/** The challenge was failed or given up. No charge is made. */
export const authenticationFailed: Decline = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  by: 'issuer',
};
