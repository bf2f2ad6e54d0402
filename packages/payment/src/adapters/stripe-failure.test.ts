import { type Logger, silentLogger } from '@halfpast/kernel/logger';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { aStripeIntent } from '../testing/stripe-events.ts';
import { refusalOf } from './stripe-failure.ts';

const { errors } = Stripe;
const raw = (with_: object = {}) => ({
  message: 'It went wrong',
  payment_intent: aStripeIntent({ client_secret: 'pi_1_secret_XYZ' }),
  ...with_,
});

function listening(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return { logger: { info: write('info'), warn: write('warn'), error: write('error') }, lines };
}

describe('a failed call to Stripe', () => {
  it.each([
    [
      'a wrong request',
      new errors.StripeInvalidRequestError(raw({ code: 'amount_too_small' })),
      'amount_too_small',
    ],
    ['a refusal without a code', new errors.StripeInvalidRequestError(raw()), 'StripeInvalidRequestError'],
    ['a declined card', new errors.StripeCardError(raw({ code: 'card_declined' })), 'card_declined'],
  ])('is a definite no: %s', (_, error, code) => {
    expect(refusalOf(error, 'create', silentLogger)).toEqual({ kind: 'REFUSED', code });
  });

  it('is no answer at all for a key that was used otherwise', () => {
    expect(refusalOf(new errors.StripeIdempotencyError(raw()), 'create', silentLogger)).toEqual({
      kind: 'KEY_REUSED',
    });
  });

  it.each([
    ['no connection', new errors.StripeConnectionError(raw())],
    ['a broken Stripe', new errors.StripeAPIError(raw({ statusCode: 500 }))],
    ['a call in flight', new errors.StripeAPIError(raw({ statusCode: 409 }))],
    ['too many calls', new errors.StripeRateLimitError(raw())],
    ['a wrong key', new errors.StripeAuthenticationError(raw())],
    ['a restricted key', new errors.StripePermissionError(raw())],
  ])('has an unknown outcome or burns no key: %s', (_, error) => {
    expect(() => refusalOf(error, 'create', silentLogger)).toThrow(
      expect.objectContaining({ code: 'PAYMENT_PROVIDER_UNAVAILABLE' }),
    );
  });

  it('is thrown on when it is none of Stripe’s', () => {
    expect(() => refusalOf(new TypeError('a bug'), 'create', silentLogger)).toThrow('a bug');
  });

  it('is logged with what helps, as an alert unless it belongs to the day’s work, and never with a secret', () => {
    const { logger, lines } = listening();
    refusalOf(
      new errors.StripeInvalidRequestError(raw({ code: 'amount_too_small', requestId: 'req_1' })),
      'create',
      logger,
    );
    refusalOf(
      new errors.StripeInvalidRequestError(raw({ code: 'payment_intent_unexpected_state' })),
      'cancel',
      logger,
    );
    refusalOf(new errors.StripeIdempotencyError(raw()), 'create', logger);
    expect(() => refusalOf(new errors.StripeConnectionError(raw()), 'create', logger)).toThrow();
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['error', 'info', 'error', 'warn']);
    expect(lines[0]).toContain('req_1');
    expect(lines.join('\n')).not.toContain('secret');
  });

  it('carries no secret in what it throws either', () => {
    try {
      refusalOf(new errors.StripeConnectionError(raw()), 'create', silentLogger);
    } catch (error) {
      const { cause } = error instanceof Error ? error : { cause: undefined };
      expect(cause).toBeInstanceOf(Error);
      expect(JSON.stringify(cause, Object.getOwnPropertyNames(cause))).not.toContain('secret');
    }
    expect.assertions(2);
  });
});
