import { newId } from '@halfpast/kernel';
import Stripe from 'stripe';

/** A PaymentIntent as Stripe's JSON has it, as far as this service reads it. */
export const aStripeIntent = (with_: object = {}): Stripe.PaymentIntent =>
  JSON.parse(
    JSON.stringify({
      id: 'pi_1',
      object: 'payment_intent',
      amount: 4500,
      amount_received: 0,
      currency: 'eur',
      client_secret: 'pi_1_secret',
      last_payment_error: null,
      metadata: {},
      status: 'requires_payment_method',
      ...with_,
    }),
  );

/** The body of a webhook that tells of `object`. */
export const anEventBody = (type: string, object: object, eventId = `evt_${newId()}`): string =>
  JSON.stringify({ id: eventId, object: 'event', type, data: { object } });

/** `Stripe-Signature` for a body, made at `at`. */
export const signatureOf = (payload: string, secret: string, at = new Date()): string =>
  new Stripe('sk_test_signing').webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(at.getTime() / 1000),
  });
