import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { aStripeIntent } from '../testing/stripe-events.ts';
import { toIntent, toRefundOutcome } from './stripe-status.ts';

const declined = { code: 'card_declined', decline_code: 'insufficient_funds', type: 'card_error' };

describe('a PaymentIntent in our words', () => {
  it.each<[string, object, object]>([
    ['waiting for a card', {}, { status: 'OPEN', failureCode: null }],
    [
      'declined by the issuer',
      { last_payment_error: declined },
      { status: 'OPEN', failureCode: 'insufficient_funds' },
    ],
    [
      'declined without a reason of the issuer',
      { last_payment_error: { code: 'expired_card', type: 'card_error' } },
      { status: 'OPEN', failureCode: 'expired_card' },
    ],
    [
      'failed for no code at all',
      { last_payment_error: { type: 'api_error' } },
      { status: 'OPEN', failureCode: 'api_error' },
    ],
    ['ready to confirm', { status: 'requires_confirmation' }, { status: 'OPEN', failureCode: null }],
    [
      'in its 3DS challenge, after a decline before',
      { status: 'requires_action', last_payment_error: declined },
      { status: 'OPEN', failureCode: null },
    ],
    ['authorized only', { status: 'requires_capture' }, { status: 'OPEN', failureCode: null }],
    ['on its way', { status: 'processing' }, { status: 'PROCESSING' }],
    ['canceled', { status: 'canceled' }, { status: 'CANCELED' }],
    [
      'paid',
      { status: 'succeeded', amount_received: 4500, currency: 'jpy' },
      { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'JPY' },
    ],
  ])('%s', (_, stripe, state) => {
    expect(toIntent(aStripeIntent(stripe)).state).toEqual(state);
  });

  it('never carries the client secret', () => {
    expect(JSON.stringify(toIntent(aStripeIntent()))).not.toContain('secret');
  });

  it('is refused in a status that we don’t know', () => {
    expect(() => toIntent(aStripeIntent({ status: 'requires_magic' }))).toThrow(/requires_magic/);
  });
});

describe('a refund in our words', () => {
  const aRefund = (with_: object): Stripe.Refund => JSON.parse(JSON.stringify({ id: 're_1', ...with_ }));

  it.each<[object, object]>([
    [{ status: 'pending' }, { status: 'PENDING' }],
    [{ status: 'requires_action' }, { status: 'PENDING' }],
    [{ status: 'succeeded' }, { status: 'SUCCEEDED' }],
    [
      { status: 'failed', failure_reason: 'declined' },
      { status: 'FAILED', failureCode: 'declined' },
    ],
    [{ status: 'canceled' }, { status: 'FAILED', failureCode: 'canceled' }],
  ])('%o', (stripe, outcome) => {
    expect(toRefundOutcome(aRefund(stripe))).toEqual({ stripeRefundId: 're_1', ...outcome });
  });

  it('is refused in a status that we don’t know', () => {
    expect(() => toRefundOutcome(aRefund({ status: 'lost' }))).toThrow(/lost/);
  });
});
