import type { Logger } from '@halfpast/kernel/logger';
import Stripe from 'stripe';
import type { KeyReused, Refusal } from '../use-cases/ports.ts';
import { unavailable } from '../use-cases/unavailable.ts';

const { StripeError, StripeCardError, StripeIdempotencyError, StripeInvalidRequestError } = Stripe.errors;
type StripeError = InstanceType<typeof StripeError>;

/** Refusals that belong to the day's work: a payment was faster than our cancel, a refund was made by hand. */
const ordinary = new Set(['payment_intent_unexpected_state', 'charge_already_refunded']);

/** What may be written of a failure: never its `raw` or `payment_intent`, which carry a client secret. */
const loggable = ({ type, code, decline_code, param, message, statusCode, requestId }: StripeError) => ({
  type,
  code,
  declineCode: decline_code,
  param,
  message,
  statusCode,
  requestId,
});

/**
 * What a failed call means. A definite no is bound to the key and is answered as a value.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when nobody knows whether it was done, and when Stripe refused us
 * (401, 403) and not the call, which burns no key
 */
export function refusalOf(error: unknown, call: string, logger: Logger): Refusal | KeyReused {
  if (!(error instanceof StripeError)) throw error;
  const failure = { call, ...loggable(error) };
  if (error instanceof StripeIdempotencyError) {
    logger.error(failure, 'Stripe has seen this idempotency key with other parameters');
    return { kind: 'KEY_REUSED' };
  }
  if (error instanceof StripeInvalidRequestError || error instanceof StripeCardError) {
    logger[ordinary.has(error.code ?? '') ? 'info' : 'error'](failure, 'Stripe refused a call');
    return { kind: 'REFUSED', code: error.code ?? error.type };
  }
  logger.warn(failure, 'Stripe gave no answer');
  throw unavailable(new Error(`${call}: ${error.type} ${error.message}`));
}
