/** What Stripe.js resolves with in place of a result: never thrown, shown to the payer as it is. */
export type PaymentError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly payment_intent?: BrowserIntent;
};

/** The part of a PaymentIntent that this script reads; the page gets all that the API answered. */
export type BrowserIntent = {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly client_secret: string;
  readonly payment_method_types?: readonly string[];
  readonly next_action: { readonly type: string; readonly redirect_to_url?: { readonly url: string } } | null;
};

export type IntentResult =
  | { readonly paymentIntent: BrowserIntent; readonly error?: undefined }
  | { readonly error: PaymentError; readonly paymentIntent?: undefined };

export const validationError = (code: string, message: string): PaymentError => ({
  type: 'validation_error',
  code,
  message,
});

/** Misuse by the page's author, who is to see it at once. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}

/** What a function does that Stripe.js has and this stand-in hasn't. */
export const notInSandbox = (name: string) => async (): Promise<{ error: PaymentError }> => ({
  error: {
    type: 'invalid_request_error',
    message: `The Stripe sandbox has no ${name}(): it takes payments through the Payment Element and confirmPayment().`,
  },
});
