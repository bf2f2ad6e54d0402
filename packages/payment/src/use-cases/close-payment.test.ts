import { plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { Fault } from '../testing/stripe-in-memory.ts';

const unavailable = { code: 'PAYMENT_PROVIDER_UNAVAILABLE' };

describe('closing a payment', () => {
  it('leaves a mark where there is none, without asking Stripe', async () => {
    const { close, rows, stripe } = aPaymentWorld();
    const { neededBy, ...frozen } = anOrder();
    const order = { ...frozen, neededBy };
    expect(await close(order)).toBe('CLOSED');
    expect(await close(order)).toBe('CLOSED');
    expect(rows.get(order.paymentId)).toMatchObject({ ...frozen, status: 'CANCELED', firstTriedAt: null });
    expect(stripe.calls).toEqual([]);
  });

  it('is CLOSED once Stripe has canceled the intent, and then without asking again', async () => {
    const { create, close, rows, stripe, announced } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    expect(await close(order)).toBe('CLOSED');
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.calls).toEqual(['create 1', 'cancel']);
    expect(rows.get(order.paymentId)).toMatchObject({ status: 'CANCELED', stripePaymentIntentId: 'pi_1' });
    expect(announced).toEqual([]);
  });

  it.each<Fault>(['request lost', 'answer lost'])(
    'is not closed while the cancel is unknown: %s',
    async (fault) => {
      const { create, close, rows, stripe } = aPaymentWorld();
      const order = anOrder();
      await create(order);
      stripe.faults.push(fault);
      await expect(close(order)).rejects.toMatchObject(unavailable);
      expect(rows.get(order.paymentId)?.status).toBe('PENDING');
      expect(await close(order)).toBe('CLOSED');
    },
  );

  it.each<[Fault, string[]]>([
    ['request lost', ['create 1', 'create 1', 'cancel']],
    ['answer lost', ['create 1', 'create 1', 'cancel']],
  ])('learns which intent to cancel from its key when the create had its %s', async (fault, calls) => {
    const { create, close, rows, stripe } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push(fault);
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.calls).toEqual(calls);
    expect(stripe.intents.get('pi_1')?.state.status).toBe('CANCELED');
    expect(rows.get(order.paymentId)).toMatchObject({ status: 'CANCELED', stripePaymentIntentId: 'pi_1' });
  });

  it('asks again when it had closed the row but never heard of the intent', async () => {
    const { create, close, stripe } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('answer lost', 'request lost');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    await expect(close(order)).rejects.toMatchObject(unavailable);
    expect(await create(order)).toEqual({ status: 'CLOSED' });
    expect(stripe.intents.get('pi_1')?.state.status).toBe('OPEN');
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.intents.get('pi_1')?.state.status).toBe('CANCELED');
  });

  it('is CLOSED when Stripe refuses to make the intent at all', async () => {
    const { create, close, rows, stripe } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('request lost', 'refused');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(await close(order)).toBe('CLOSED');
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.calls).toEqual(['create 1', 'create 1']);
    expect(rows.get(order.paymentId)).toMatchObject({ status: 'CANCELED', firstTriedAt: null });
  });

  it('finds the intent to cancel when its key is too old', async () => {
    const { create, close, stripe, time } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('answer lost');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    time.now = plusMinutes(time.now, 24 * 60);
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.calls).toEqual(['create 1', 'find', 'cancel']);
  });

  it('is PAID when the money was faster, and says so to others', async () => {
    const { create, close, stripe, announced, rows } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' });
    expect(await close(order)).toBe('PAID');
    expect(await close(order)).toBe('PAID');
    expect(rows.get(order.paymentId)?.status).toBe('SUCCEEDED');
    expect(announced.map(({ name }) => name)).toEqual(['payment/completed']);
    expect(stripe.calls).toEqual(['create 1', 'cancel', 'retrieve']);
  });

  it('is PAID with an alert when the money is not what was asked for', async () => {
    const { create, close, stripe, logged, rows } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'SUCCEEDED', amountReceived: 1, currencyReceived: 'USD' });
    expect(await close(order)).toBe('PAID');
    expect(rows.get(order.paymentId)).toMatchObject({ amountReceived: 1, currencyReceived: 'USD' });
    expect(logged).toEqual(['A payment succeeded that is not what was asked for']);
  });

  it('is PROCESSING while the money may still arrive, and changes nothing', async () => {
    const { create, close, stripe, rows } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'PROCESSING' });
    expect(await close(order)).toBe('PROCESSING');
    expect(rows.get(order.paymentId)?.status).toBe('PENDING');
  });

  it('was canceled in the dashboard', async () => {
    const { create, close, stripe } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'CANCELED' });
    expect(await close(order)).toBe('CLOSED');
    expect(stripe.calls).toEqual(['create 1', 'cancel', 'retrieve']);
  });

  it('is not closed while Stripe neither cancels nor says why', async () => {
    const { create, close, stripe } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.gateway.cancelIntent = async () => undefined;
    await expect(close(order)).rejects.toMatchObject(unavailable);
  });
});
