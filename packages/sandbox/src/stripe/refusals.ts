import type Stripe from 'stripe';

export type ErrorBody = {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly code?: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly param?: string;
  readonly doc_url?: string;
  readonly charge?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
  readonly payment_method?: Stripe.PaymentMethod;
};

/** An answer of Stripe other than 2xx. */
export class StripeRefusal extends Error {
  override readonly name = 'StripeRefusal';

  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }
}

type Detail = Pick<ErrorBody, 'code' | 'param' | 'payment_intent'>;

/** 400: the request is wrong as such, or for the state that its object is in. */
export const invalidRequest = (message: string, detail: Detail = {}): StripeRefusal =>
  new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...detail,
    ...(detail.code ? { doc_url: docUrl(detail.code) } : {}),
  });

export const unexpectedState = (message: string, intent: Stripe.PaymentIntent): StripeRefusal =>
  invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });

export const unauthenticated = (message: string, code?: string): StripeRefusal =>
  new StripeRefusal(401, { type: 'invalid_request_error', message, ...(code ? { code } : {}) });

const paramOfMissing = {
  payment_intent: 'intent',
  charge: 'id',
  refund: 'id',
  dispute: 'dispute',
  early_fraud_warning: 'id',
  event: 'id',
} as const;

/** 404: `id` names nothing, or nothing that the caller may see. */
export const noSuch = (kind: keyof typeof paramOfMissing, id: string): StripeRefusal =>
  new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: docUrl('resource_missing'),
    message: `No such ${kind}: '${id}'`,
    param: paramOfMissing[kind],
  });

export const noSuchPaymentMethod = (id: string): StripeRefusal =>
  invalidRequest(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param: 'payment_method' });

export const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
