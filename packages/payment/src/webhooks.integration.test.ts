import { newId } from '@halfpast/kernel';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anOrder, student } from './testing/orders.ts';
import {
  aPaymentStack,
  intentIdIn,
  outboxOf,
  type PaymentStack,
  webhookSecret,
} from './testing/payment-stack.ts';
import { anEventBody, aStripeIntent, signatureOf } from './testing/stripe-events.ts';

const ids = { next: newId };
let stack: PaymentStack;
beforeAll(async () => {
  stack = await aPaymentStack(inject('postgresUrl'), { newId: () => ids.next() });
  // Each event of these tests is written by hand.
  await stack.faults({ webhooks: { drop: 1_000 } });
});
afterAll(() => stack.end());

const deliver = (rawBody: string, signature: string | null = signatureOf(rawBody, webhookSecret)) =>
  stack.payment.handleStripeWebhook({ rawBody, signature });

/** An open payment and what Stripe would send of it. */
async function anOpenPayment() {
  const order = anOrder();
  const { paymentId, sessionId } = order;
  const intentId = intentIdIn(await stack.payment.createPaymentIntentForSession(order));
  const metadata = { env: 'test', paymentId, sessionId };
  const paid = { id: intentId, status: 'succeeded', amount_received: 4500, metadata };
  const succeeded = (with_: object = {}, eventId?: string) =>
    anEventBody('payment_intent.succeeded', aStripeIntent({ ...paid, ...with_ }), eventId);
  const state = async () => ({
    status: (await stack.payment.paymentOf(student, paymentId)).status,
    told: await outboxOf(stack.prisma, paymentId),
  });
  return { order, intentId, metadata, succeeded, state };
}
const untouched = { status: 'PENDING', told: [] };
const success = { status: 'SUCCEEDED', told: ['payment/completed'] };

describe('a webhook that isn’t Stripe’s', () => {
  it.each<[string, (body: string) => [string, string | null]]>([
    ['has no signature', (body) => [body, null]],
    ['has a wrong signature', (body) => [body, signatureOf(body, 'whsec_wrong')]],
    [
      'has a body changed by one byte',
      (body) => [body.replace('4500', '4501'), signatureOf(body, webhookSecret)],
    ],
    [
      'is older than 300 s',
      (body) => [body, signatureOf(body, webhookSecret, new Date(Date.now() - 302_000))],
    ],
  ])('is refused and changes nothing when it %s', async (_, forge) => {
    const { succeeded, state } = await anOpenPayment();
    const seen = await stack.prisma.stripeEvent.count();
    await expect(deliver(...forge(succeeded()))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await state()).toEqual(untouched);
    expect(await stack.prisma.stripeEvent.count()).toBe(seen);
  });
});

describe('a webhook of Stripe’s', () => {
  it('counts once, however often and however many at once it comes', async () => {
    const { succeeded, state } = await anOpenPayment();
    const body = succeeded();
    const answers = await Promise.all(Array.from({ length: 6 }, () => deliver(body)));
    expect(answers.sort()).toEqual(['APPLIED', 'SEEN', 'SEEN', 'SEEN', 'SEEN', 'SEEN']);
    expect(await deliver(body)).toBe('SEEN');
    expect(await state()).toEqual(success);
  });

  it('counts once when two events tell one fact at once', async () => {
    const { succeeded, state } = await anOpenPayment();
    expect(await Promise.all([deliver(succeeded()), deliver(succeeded())])).toEqual(['APPLIED', 'APPLIED']);
    expect(await state()).toEqual(success);
  });

  it('leaves no trace when its transaction fails, and is applied when it comes again', async () => {
    const { succeeded, state } = await anOpenPayment();
    const eventId = `evt_${newId()}`;
    ids.next = () => 'no uuid, so the outbox refuses it';
    await expect(deliver(succeeded({}, eventId))).rejects.toThrow();
    ids.next = newId;
    expect(await state()).toEqual(untouched);
    expect(await stack.prisma.stripeEvent.count({ where: { eventId } })).toBe(0);
    expect(await deliver(succeeded({}, eventId))).toBe('APPLIED');
    expect(await state()).toEqual(success);
  });

  it('with a wrong amount is not believed: the intent is asked, and it isn’t paid', async () => {
    const { succeeded, state } = await anOpenPayment();
    await deliver(succeeded({ amount_received: 1 }));
    await deliver(succeeded({ currency: 'usd' }));
    expect(await state()).toEqual(untouched);
  });

  it('of an intent that was paid with a wrong amount keeps what Stripe says, to be refunded', async () => {
    const { order, metadata, state } = await anOpenPayment();
    const wrong = await stack.stripe.paymentIntents.create({ amount: 100, currency: 'usd', metadata });
    await stack.pay(wrong.id);
    const object = aStripeIntent({
      id: wrong.id,
      status: 'succeeded',
      amount_received: 100,
      currency: 'usd',
      metadata,
    });
    await deliver(anEventBody('payment_intent.succeeded', object));
    expect(await state()).toEqual(success);
    expect(await stack.payment.paidPayment(order.paymentId)).toMatchObject({
      amount: 4500,
      amountReceived: 100,
      currencyReceived: 'USD',
    });
    await stack.payment.refundInFull(order.paymentId, 'Not what was asked for');
    expect(await stack.stripe.refunds.list({ payment_intent: wrong.id })).toMatchObject({
      data: [{ amount: 100 }],
    });
  });

  it('with a foreign intent is ignored', async () => {
    const { succeeded, metadata, state } = await anOpenPayment();
    expect(await deliver(succeeded({ metadata: {} }))).toBe('IGNORED');
    expect(await deliver(succeeded({ metadata: { ...metadata, env: 'elsewhere' } }))).toBe('IGNORED');
    const foreign = await stack.stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });
    await stack.pay(foreign.id);
    await deliver(succeeded({ id: foreign.id }));
    await deliver(succeeded({ id: 'pi_nobody_knows' }));
    expect(await state()).toEqual(untouched);
  });

  it('of our environment without its payment is delivered again', async () => {
    const { succeeded, metadata } = await anOpenPayment();
    await expect(deliver(succeeded({ metadata: { ...metadata, paymentId: newId() } }))).rejects.toThrow(
      /isn't there/,
    );
  });

  it('of another type is accepted and ignored', async () => {
    expect(await deliver(anEventBody('charge.updated', { id: 'ch_1' }))).toBe('IGNORED');
  });

  it('that comes late, after a success, takes nothing back', async () => {
    const { succeeded, state, intentId, metadata } = await anOpenPayment();
    await stack.pay(intentId);
    await deliver(succeeded());
    for (const type of ['payment_failed', 'processing', 'canceled']) {
      const status = type === 'canceled' ? 'canceled' : 'requires_payment_method';
      const object = aStripeIntent({ id: intentId, status, metadata });
      expect(await deliver(anEventBody(`payment_intent.${type}`, object))).toBe('APPLIED');
    }
    expect(await state()).toEqual(success);
  });
});
