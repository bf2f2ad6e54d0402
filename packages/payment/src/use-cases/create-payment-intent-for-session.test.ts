import { plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { opened, refused } from '../domain/opening.ts';
import { anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { Fault } from '../testing/stripe-in-memory.ts';
import { unavailable as unavailableError } from './unavailable.ts';

const unavailable = { code: 'PAYMENT_PROVIDER_UNAVAILABLE' };

describe('creating the PaymentIntent of a session', () => {
  it('writes the payment first, then the intent with its metadata', async () => {
    const { create, rows, stripe } = aPaymentWorld();
    const { neededBy, ...frozen } = anOrder();
    const order = { ...frozen, neededBy };
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_1_secret' });
    expect(rows.get(order.paymentId)).toMatchObject({
      ...frozen,
      status: 'PENDING',
      stripePaymentIntentId: 'pi_1',
    });
    const { paymentId, sessionId } = order;
    expect(stripe.intents.get('pi_1')?.metadata).toEqual({ env: 'test', paymentId, sessionId });
  });

  it('answers a repeat with the same intent, read from Stripe', async () => {
    const { create, stripe } = aPaymentWorld();
    const order = anOrder();
    const first = await create(order);
    expect(await create({ ...order, amount: 1 })).toEqual(first);
    expect(stripe.calls).toEqual(['create 1', 'retrieve']);
  });

  it.each<Fault>(['request lost', 'answer lost'])('resumes with the same key after the %s', async (fault) => {
    const { create, stripe } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push(fault);
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(await create(order)).toMatchObject({ status: 'OPEN', clientSecret: 'pi_1_secret' });
    expect(stripe.calls).toEqual(['create 1', 'create 1']);
    expect(stripe.intents.size).toBe(1);
  });

  it('takes a new key after a definite refusal, and only then', async () => {
    const { create, stripe, rows } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('refused');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(rows.get(order.paymentId)).toMatchObject({ attempt: 2, firstTriedAt: null });
    expect(await create(order)).toMatchObject({ status: 'OPEN' });
    expect(stripe.calls).toEqual(['create 1', 'create 2']);
    expect(rows.get(order.paymentId)).toMatchObject({ attempt: 2, stripePaymentIntentId: 'pi_1' });
  });

  it('looks the intent up when the first try is over 23 hours old', async () => {
    const { create, stripe, time } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('answer lost');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    time.now = plusMinutes(time.now, 23 * 60 + 1);
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_1_secret' });
    expect(stripe.calls).toEqual(['create 1', 'find']);
  });

  it('starts afresh when nothing is found for an old key', async () => {
    const { create, stripe, time } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('request lost');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    time.now = plusMinutes(time.now, 23 * 60 + 1);
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(await create(order)).toMatchObject({ status: 'OPEN' });
    expect(stripe.calls).toEqual(['create 1', 'find', 'create 2']);
  });

  it('adopts what the key made before when Stripe says that it was used with other parameters', async () => {
    const { create, stripe } = aPaymentWorld();
    const order = anOrder();
    stripe.faults.push('answer lost', 'key reused');
    await expect(create(order)).rejects.toMatchObject(unavailable);
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_1_secret' });
    expect(stripe.calls).toEqual(['create 1', 'create 1', 'find']);
  });

  it('hands out the intent of the row alone, and cancels one that another attempt made meanwhile', async () => {
    const { create, stripe, rows, payments } = aPaymentWorld();
    const order = anOrder();
    const { createIntent } = stripe.gateway;
    stripe.gateway.createIntent = async (payment) => {
      const answer = await createIntent(payment);
      if (payment.attempt === 1) await payments.change(payment, (row) => refused(row, 1));
      return answer;
    };
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_2_secret' });
    expect(stripe.intents.get('pi_1')?.state.status).toBe('CANCELED');
    expect(rows.get(order.paymentId)).toMatchObject({ attempt: 2, stripePaymentIntentId: 'pi_2' });
  });

  it('answers with what another call has made meanwhile when its own got no answer', async () => {
    const { create, stripe, payments } = aPaymentWorld();
    const order = anOrder();
    const { createIntent } = stripe.gateway;
    stripe.gateway.createIntent = async (payment) => {
      await createIntent(payment);
      await payments.change(payment, (row) => opened(row, 1, 'pi_1'));
      throw unavailableError();
    };
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_1_secret' });
  });

  it('opens even when the intent that is not needed can’t be canceled', async () => {
    const { create, stripe, payments } = aPaymentWorld();
    const order = anOrder();
    const { createIntent } = stripe.gateway;
    stripe.gateway.createIntent = async (payment) => {
      const answer = await createIntent(payment);
      if (payment.attempt === 1) await payments.change(payment, (row) => refused(row, 1));
      stripe.faults.push('request lost');
      return answer;
    };
    expect(await create(order)).toEqual({ status: 'OPEN', clientSecret: 'pi_2_secret' });
    expect(stripe.intents.get('pi_1')?.state.status).toBe('OPEN');
  });

  it('is CLOSED for a payment that was closed before', async () => {
    const { create, close, stripe } = aPaymentWorld();
    const order = anOrder();
    expect(await close(order)).toBe('CLOSED');
    expect(await create(order)).toEqual({ status: 'CLOSED' });
    expect(stripe.calls).toEqual([]);
  });

  it('applies what the intent says when it is read again: canceled', async () => {
    const { create, stripe, rows, announced } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'CANCELED' });
    expect(await create(order)).toEqual({ status: 'CLOSED' });
    expect(rows.get(order.paymentId)?.status).toBe('CANCELED');
    expect(announced.map(({ name }) => name)).toEqual(['payment/canceled']);
  });

  it('applies what the intent says when it is read again: paid', async () => {
    const { create, stripe, announced } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.setState('pi_1', { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' });
    expect(await create(order)).toMatchObject({ status: 'OPEN' });
    expect(announced).toEqual([
      { name: 'payment/completed', data: { paymentId: order.paymentId, sessionId: order.sessionId } },
    ]);
  });

  it('does not answer for an intent that Stripe knows nothing of', async () => {
    const { create, stripe } = aPaymentWorld();
    const order = anOrder();
    await create(order);
    stripe.intents.clear();
    await expect(create(order)).rejects.toMatchObject(unavailable);
  });
});
