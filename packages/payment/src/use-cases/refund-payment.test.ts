import { newId, plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPaidPayment, aPendingPayment } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { Fault } from '../testing/stripe-in-memory.ts';

const unavailable = { code: 'PAYMENT_PROVIDER_UNAVAILABLE' };

async function aPaidWorld() {
  const world = aPaymentWorld();
  const payment = aPaidPayment({ amountReceived: 4400 });
  await world.payments.insertOrFind(payment);
  const refund = () => world.refund(payment.paymentId, 'The slot was gone');
  return { ...world, payment, refund, sent: () => [...world.refundRows.values()] };
}

describe('refunding in full', () => {
  it('sends what was captured back, once, however often it is asked', async () => {
    const { refund, sent, stripe } = await aPaidWorld();
    await refund();
    await refund();
    expect(sent()).toMatchObject([
      { attempt: 1, amount: 4400, currency: 'EUR', status: 'SUCCEEDED', reason: 'The slot was gone' },
    ]);
    expect(stripe.calls).toEqual(['refund 1']);
  });

  it('does not send it again while it is pending', async () => {
    const { refund, sent, stripe } = await aPaidWorld();
    stripe.refundsBecome('PENDING');
    await refund();
    await refund();
    expect(sent()).toMatchObject([{ status: 'PENDING', stripeRefundId: 're_1' }]);
    expect(stripe.calls).toEqual(['refund 1']);
  });

  it.each<Fault>(['request lost', 'answer lost'])('resumes with the same key after the %s', async (fault) => {
    const { refund, sent, stripe } = await aPaidWorld();
    stripe.faults.push(fault);
    await expect(refund()).rejects.toMatchObject(unavailable);
    expect(sent()).toMatchObject([{ attempt: 1, status: 'PENDING', stripeRefundId: null }]);
    await refund();
    expect(sent()).toMatchObject([{ attempt: 1, status: 'SUCCEEDED' }]);
    expect(stripe.refunds.size).toBe(1);
  });

  it('takes a new attempt after a refusal, with an alert', async () => {
    const { refund, sent, stripe, logged } = await aPaidWorld();
    stripe.faults.push('refused');
    await expect(refund()).rejects.toMatchObject(unavailable);
    expect(logged).toEqual([
      expect.stringContaining('became no lesson'),
      expect.stringContaining('It is tried again by itself'),
    ]);
    await refund();
    expect(sent()).toMatchObject([
      { attempt: 1, status: 'FAILED', failureCode: 'parameter_invalid' },
      { attempt: 2, status: 'SUCCEEDED' },
    ]);
  });

  it('does not ask Stripe every time while it keeps refusing', async () => {
    const { refund, sent, stripe, time } = await aPaidWorld();
    stripe.faults.push('refused', undefined, 'refused', undefined);
    for (let asked = 0; asked < 20; asked++) await expect(refund()).rejects.toMatchObject(unavailable);
    expect(sent()).toMatchObject([{ status: 'FAILED' }, { status: 'FAILED' }, { stripeRefundId: null }]);
    expect(stripe.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund 1', 'refund 2']);
    time.now = plusMinutes(time.now, 1);
    await refund();
    expect(sent()).toMatchObject([{ attempt: 1 }, { attempt: 2 }, { attempt: 3, status: 'SUCCEEDED' }]);
  });

  it('takes a new attempt after Stripe failed to send it', async () => {
    const { refund, sent, stripe } = await aPaidWorld();
    stripe.refundsBecome('FAILED');
    await expect(refund()).rejects.toMatchObject(unavailable);
    stripe.refundsBecome('SUCCEEDED');
    await refund();
    expect(sent()).toMatchObject([{ status: 'FAILED', failureCode: 'declined' }, { status: 'SUCCEEDED' }]);
  });

  it('sends a part, and never more than was captured', async () => {
    const { refundPart, payment, sent, stripe } = await aPaidWorld();
    expect(await refundPart(payment.paymentId, { amount: 2200, reason: 'Half' })).toBe('SENT');
    expect(await refundPart(payment.paymentId, { amount: 9000, reason: 'More' })).toBe('SENT');
    expect(sent()).toMatchObject([{ amount: 2200, status: 'SUCCEEDED', reason: 'Half' }]);
    const other = aPaidPayment({ amountReceived: 100 });
    const world = aPaymentWorld();
    await world.payments.insertOrFind(other);
    await world.refundPart(other.paymentId, { amount: 9000, reason: 'All and more' });
    expect([...world.refundRows.values()]).toMatchObject([{ amount: 100 }]);
    expect(await world.refundPart(other.paymentId, { amount: 0, reason: 'Nothing' })).toBe('SENT');
    expect(stripe.calls).toEqual(['refund 1']);
  });

  it('sends what is left when a part was refunded in Stripe’s dashboard', async () => {
    const { refund, sent, stripe, payment, alertRows } = await aPaidWorld();
    const { stripePaymentIntentId } = payment;
    const outcome = { status: 'SUCCEEDED' as const, stripeRefundId: 're_dashboard' };
    const made = { refundId: undefined, amount: 1400, currency: 'EUR', stripePaymentIntentId, outcome };
    stripe.refunds.set('re_dashboard', made);
    stripe.faults.push('refused');
    await expect(refund()).rejects.toMatchObject(unavailable);
    expect(await refund()).toBe('SENT');
    expect(sent()).toMatchObject([
      { attempt: 1, amount: 4400, status: 'FAILED' },
      { attempt: null, amount: 1400 },
      { attempt: 2, amount: 3000, status: 'SUCCEEDED' },
    ]);
    expect([...alertRows.values()].map(({ kind }) => kind)).toEqual([
      'PAYMENT_SENT_BACK',
      'REFUND_MADE_ELSEWHERE',
      'REFUND_FAILED',
    ]);
  });

  it('adopts the refund that somebody else made', async () => {
    const { refund, sent, stripe, payment } = await aPaidWorld();
    const { stripePaymentIntentId } = payment;
    const outcome = { status: 'SUCCEEDED' as const, stripeRefundId: 're_dashboard' };
    const made = { refundId: undefined, amount: 4400, currency: 'EUR', stripePaymentIntentId, outcome };
    stripe.refunds.set('re_dashboard', made);
    stripe.refundsBecome('already refunded');
    await refund();
    expect(sent()).toMatchObject([
      { attempt: 1, status: 'FAILED', failureCode: 'charge_already_refunded' },
      { attempt: null, status: 'SUCCEEDED', stripeRefundId: 're_dashboard' },
    ]);
  });

  it('fails the attempt when Stripe says refunded but lists nothing', async () => {
    const { refund, sent, stripe } = await aPaidWorld();
    stripe.refundsBecome('already refunded');
    await expect(refund()).rejects.toMatchObject(unavailable);
    expect(sent()).toMatchObject([
      { status: 'FAILED', failureCode: 'charge_already_refunded' },
      { attempt: 2, status: 'PENDING' },
    ]);
  });

  it('finds what its key made when that is too old or was used otherwise', async () => {
    for (const old of [true, false]) {
      const { refund, sent, stripe, time } = await aPaidWorld();
      stripe.faults.push('answer lost');
      await expect(refund()).rejects.toMatchObject(unavailable);
      if (old) time.now = plusMinutes(time.now, 24 * 60);
      else stripe.faults.push('key reused');
      await refund();
      expect(sent()).toMatchObject([{ attempt: 1, status: 'SUCCEEDED', stripeRefundId: 're_1' }]);
      expect(stripe.refunds.size).toBe(1);
    }
  });

  it('sends an old attempt that Stripe never got, and gives up one whose key is taken', async () => {
    const { refund, sent, stripe, time } = await aPaidWorld();
    stripe.faults.push('request lost');
    await expect(refund()).rejects.toMatchObject(unavailable);
    time.now = plusMinutes(time.now, 24 * 60);
    stripe.faults.push(undefined, 'key reused');
    await expect(refund()).rejects.toMatchObject(unavailable);
    expect(sent()).toMatchObject([
      { status: 'FAILED', failureCode: 'idempotency_error' },
      { attempt: 2, status: 'PENDING' },
    ]);
    await refund();
    expect(sent()).toMatchObject([{ attempt: 1 }, { attempt: 2, status: 'SUCCEEDED' }]);
  });

  it('refuses a payment that took no money', async () => {
    const { payments, refund } = aPaymentWorld();
    const pending = aPendingPayment();
    await payments.insertOrFind(pending);
    await expect(refund(pending.paymentId, 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refund(newId(), 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('never sends more than was captured, whatever is lost and however many ask at once', async () => {
    const lost = fc.array(
      fc.option(fc.constantFrom<Fault>('request lost', 'answer lost', 'refused'), { nil: undefined }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        lost,
        fc.integer({ min: 1, max: 4 }),
        async (scheduler, faults, askers) => {
          const { payments, refund, stripe, time } = aPaymentWorld(() =>
            scheduler.schedule(Promise.resolve()),
          );
          const payment = aPaidPayment();
          await scheduler.waitFor(payments.insertOrFind(payment));
          stripe.faults.push(...faults);
          const ask = () => refund(payment.paymentId, 'gone').catch(() => undefined);
          await scheduler.waitFor(Promise.all(Array.from({ length: askers }, ask)));
          stripe.faults.length = 0;
          // A refusal that is known to Stripe alone is heard first, and then the next attempt goes.
          for (let tries = 0; tries < 3; tries++) {
            time.now = plusMinutes(time.now, 60);
            await scheduler.waitFor(ask());
          }
          const amounts = [...stripe.refunds.values()].map(({ amount }) => amount);
          expect(amounts).toEqual([payment.amountReceived]);
        },
      ),
    );
  });
});
