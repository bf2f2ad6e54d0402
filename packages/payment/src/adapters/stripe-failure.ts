import type { Logger } from '@halfpast/kernel/logger';
import Stripe from 'stripe';
import type { KeyReused, Refusal } from '../use-cases/ports.ts';
import { unavailable } from '../use-cases/unavailable.ts';

const { StripeError, StripeCardError, StripeIdempotencyError, StripeInvalidRequestError } = Stripe.errors;
type StripeError = InstanceType<typeof StripeError>;

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
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when the outcome is unknown, or when all our calls are refused
 */
export function refusalOf(error: unknown, call: string, logger: Logger): Refusal | KeyReused {
  if (!(error instanceof StripeError)) throw error;
  const failure = { call, ...loggable(error) };
  if (error instanceof StripeIdempotencyError) {
    logger.error(failure, 'Stripe has seen this idempotency key with other parameters');
    return { kind: 'KEY_REUSED' };
  }
  if (error instanceof StripeInvalidRequestError || error instanceof StripeCardError) {
    logger.error(failure, 'Stripe refused a call');
    return { kind: 'REFUSED', code: error.code ?? error.type };
  }
  logger.warn(failure, 'Stripe gave no answer');
  throw unavailable(new Error(`${call}: ${error.type} ${error.message}`));
}
