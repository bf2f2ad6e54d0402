import { newId } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { IntentState } from '../domain/intent.ts';
import { anInstant, anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import { payableIntent, paymentProgress } from './checkout-payment.ts';

/** A payment at the checkout, its intent in `state`. */
async function aCheckout(state?: IntentState) {
  const world = aPaymentWorld();
  const order = anOrder();
  const { paymentId } = order;
  await world.create(order);
  if (state) world.stripe.setState('pi_1', state);
  const { payments, accounts, stripe, rows, announced } = world;
  const logger = { info() {}, warn() {}, error() {} };
  const deps = { payments, accounts, gateway: stripe.gateway, clock: () => anInstant, logger };
  const progress = paymentProgress(deps);
  const payable = payableIntent(deps);
  return { ...world, order, payable, progress, row: () => rows.get(paymentId), announced };
}
const paid: IntentState = { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' };

describe('what is needed to pay now', () => {
  it.each<[string, IntentState, boolean]>([
    ['is the secret', { status: 'OPEN', failureCode: null }, false],
    ['is the secret again after a decline', { status: 'OPEN', failureCode: 'expired_card' }, false],
    ['says when a try is under way', { status: 'PROCESSING' }, true],
  ])('%s', async (_, state, processing) => {
    const { payable, order } = await aCheckout(state);
    expect(await payable(order.paymentId)).toEqual({ clientSecret: 'pi_1_secret', processing });
  });

  it.each<[IntentState, string]>([
    [paid, 'payment/completed'],
    [{ status: 'CANCELED' }, 'payment/canceled'],
  ])('is nothing once Stripe says $status, and that is applied at once', async (state, news) => {
    const { payable, order, row, announced } = await aCheckout(state);
    expect(await payable(order.paymentId)).toBeUndefined();
    expect(row()?.status).toBe(state.status);
    expect(announced.map(({ name }) => name)).toEqual([news]);
  });

  it('is nothing for a payment that has ended, has no intent, or isn’t there; and Stripe isn’t asked', async () => {
    const { payable, order, close, create, stripe } = await aCheckout();
    await close(order);
    const unopened = anOrder();
    stripe.faults.push('request lost');
    await expect(create(unopened)).rejects.toThrow();
    stripe.calls.length = 0;
    for (const id of [order.paymentId, unopened.paymentId, newId(), 'no id'])
      expect(await payable(id)).toBeUndefined();
    expect(stripe.calls).toEqual([]);
  });

  it('throws rather than hiding an intent that Stripe doesn’t know', async () => {
    const { payable, order, stripe } = await aCheckout();
    stripe.intents.clear();
    await expect(payable(order.paymentId)).rejects.toMatchObject({ code: 'PAYMENT_PROVIDER_UNAVAILABLE' });
  });
});

describe('how far a payment is', () => {
  it('is what its row says, with the reason of a decline', async () => {
    const { progress, payable, order } = await aCheckout({ status: 'OPEN', failureCode: 'expired_card' });
    expect(await progress(order.paymentId)).toEqual({ status: 'PENDING', failureReason: null });
    await payable(order.paymentId);
    expect(await progress(order.paymentId)).toEqual({
      status: 'DECLINED',
      failureReason: 'Your card has expired. Try another one.',
    });
  });

  it('is nothing for one that isn’t there', async () => {
    const { progress } = await aCheckout();
    for (const id of [newId(), 'no id']) expect(await progress(id)).toBeUndefined();
  });
});
