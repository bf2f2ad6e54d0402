import { describe, expect, it } from 'vitest';
import { aPendingPayment } from '../testing/orders.ts';
import {
  discrepanciesOf,
  type Intent,
  type IntentState,
  metadataFor,
  outcomeOf,
  paymentIdOf,
} from './intent.ts';

const payment = aPendingPayment({ stripePaymentIntentId: 'pi_1', amount: 4500, currency: 'EUR' });
const paid: IntentState = { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' };
const anIntent = (with_: Partial<Intent> = {}): Intent => ({
  stripePaymentIntentId: 'pi_1',
  metadata: metadataFor(payment, 'test'),
  state: paid,
  ...with_,
});

describe('what an intent means', () => {
  it.each<[string, IntentState, string | undefined]>([
    ['open', { status: 'OPEN', failureCode: null }, undefined],
    ['open after a failed try', { status: 'OPEN', failureCode: 'expired_card' }, 'DECLINED'],
    ['processing', { status: 'PROCESSING' }, undefined],
    ['canceled', { status: 'CANCELED' }, 'CANCELED'],
    ['succeeded', paid, 'SUCCEEDED'],
  ])('%s', (_, state, status) => {
    expect(outcomeOf(anIntent({ state }))?.status).toBe(status);
  });
});

describe('whose an intent is', () => {
  it('says its metadata, if it is of this deployment and names an id of ours', () => {
    const metadata = metadataFor(payment, 'test');
    expect(paymentIdOf(anIntent(), 'test')).toBe(payment.paymentId);
    expect(paymentIdOf(anIntent(), 'production')).toBeUndefined();
    expect(paymentIdOf(anIntent({ metadata: {} }), 'test')).toBeUndefined();
    expect(paymentIdOf(anIntent({ metadata: { env: 'test' } }), 'test')).toBeUndefined();
    expect(
      paymentIdOf(anIntent({ metadata: { ...metadata, paymentId: 'order-7' } }), 'test'),
    ).toBeUndefined();
  });
});

describe('a success', () => {
  it('fits when amount, currency, metadata and intent are what was asked for', () => {
    expect(discrepanciesOf(payment, anIntent())).toEqual([]);
    expect(discrepanciesOf({ ...payment, stripePaymentIntentId: null }, anIntent())).toEqual([]);
  });

  const metadata = metadataFor(payment, 'test');
  it.each<[string, Partial<Intent>]>([
    ['amount', { state: { ...paid, amountReceived: 4499 } }],
    ['currency', { state: { ...paid, currencyReceived: 'USD' } }],
    ['paymentId', { metadata: { ...metadata, paymentId: payment.sessionId } }],
    ['sessionId', { metadata: { ...metadata, sessionId: payment.paymentId } }],
    ['stripePaymentIntentId', { stripePaymentIntentId: 'pi_2' }],
    ['status', { state: { status: 'CANCELED' } }],
  ])('does not fit with another %s', (name, difference) => {
    expect(discrepanciesOf(payment, anIntent(difference))).toEqual([name]);
  });
});
