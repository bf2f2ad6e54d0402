import { newId, plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aPaidPayment, operator, student } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { WebhookEvent } from './ports.ts';
import { alerts, disputes } from './watch.ts';

/** A paid payment, and what Stripe may tell of the money that goes back. */
async function aPaidWorld() {
  const world = aPaymentWorld();
  const payment = aPaidPayment({ stripePaymentIntentId: 'pi_1' });
  await world.payments.insertOrFind(payment);
  const event = (kind: 'REFUND' | 'CHARGE_REFUNDED' | 'DISPUTE', intentId: string | null = 'pi_1') => {
    const about = { eventId: newId(), type: kind.toLowerCase(), stripePaymentIntentId: intentId };
    const ids = { stripeRefundId: 're_1', disputeId: 'du_1' };
    return { kind, ...about, ...ids } satisfies WebhookEvent;
  };
  const atStripe = (status: 'PENDING' | 'SUCCEEDED' | 'FAILED', refundId?: string) => {
    const outcome =
      status === 'FAILED'
        ? { status, stripeRefundId: 're_1', failureCode: 'expired_or_canceled_card' }
        : { status, stripeRefundId: 're_1' };
    const sent = { refundId, amount: 4500, currency: 'EUR', stripePaymentIntentId: 'pi_1', outcome };
    world.stripe.refunds.set('re_1', sent);
  };
  const rows = () => [...world.refundRows.values()];
  const kinds = () => [...world.alertRows.values()].map(({ kind }) => kind);
  return { ...world, payment, event, atStripe, rows, kinds };
}

describe('a webhook about a refund', () => {
  it('moves ours on, and tells others when it has arrived', async () => {
    const { hear, event, refund, payment, stripe, rows, atStripe, announced, succeededRefund } =
      await aPaidWorld();
    stripe.refundsBecome('PENDING');
    await refund(payment.paymentId, 'gone');
    const refundId = rows()[0]?.refundId ?? '';
    expect(await succeededRefund(refundId)).toBeUndefined();
    atStripe('SUCCEEDED', refundId);
    const told = event('REFUND');
    expect(await hear(told)).toBe('APPLIED');
    expect(await hear(told)).toBe('SEEN');
    const { paymentId, sessionId } = payment;
    expect(announced).toEqual([{ name: 'payment/refunded', data: { refundId, paymentId, sessionId } }]);
    expect(await succeededRefund(refundId)).toEqual({
      refundId,
      sessionId,
      amount: 4500,
      currency: 'EUR',
      isSettled: false,
    });
    expect(await succeededRefund('no id')).toBeUndefined();
  });

  it('that it failed late plans the next attempt, and sends it', async () => {
    const { hear, event, refund, payment, rows, atStripe, kinds } = await aPaidWorld();
    await refund(payment.paymentId, 'gone');
    atStripe('FAILED', rows()[0]?.refundId);
    await hear(event('REFUND'));
    expect(rows()).toMatchObject([
      { attempt: 1, status: 'FAILED', failureCode: 'expired_or_canceled_card' },
      { attempt: 2, status: 'SUCCEEDED' },
    ]);
    expect(kinds()).toEqual(['PAYMENT_SENT_BACK', 'REFUND_FAILED']);
  });

  it('that somebody made elsewhere puts it on record, and raises it', async () => {
    const { hear, event, rows, atStripe, kinds, logged } = await aPaidWorld();
    atStripe('SUCCEEDED');
    await hear(event('CHARGE_REFUNDED'));
    await hear(event('REFUND'));
    expect(rows()).toMatchObject([{ attempt: null, amount: 4500, status: 'SUCCEEDED' }]);
    expect(kinds()).toEqual(['REFUND_MADE_ELSEWHERE']);
    expect(logged).toHaveLength(1);
  });

  it('of nobody’s intent, or another deployment’s, is ignored', async () => {
    const { hear, event } = await aPaidWorld();
    for (const intentId of [null, 'pi_other'])
      for (const kind of ['REFUND', 'CHARGE_REFUNDED', 'DISPUTE'] as const)
        expect(await hear(event(kind, intentId))).toBe('IGNORED');
  });

  it('is to be told again while its payment isn’t there', async () => {
    const { hear, event, stripe } = await aPaidWorld();
    const metadata = { env: 'test', paymentId: newId(), sessionId: newId() };
    const state = { status: 'OPEN' as const, failureCode: null };
    stripe.intents.set('pi_2', { stripePaymentIntentId: 'pi_2', metadata, state });
    await expect(hear(event('REFUND', 'pi_2'))).rejects.toThrow(/isn't there/);
  });
});

describe('a webhook about a dispute', () => {
  const told = {
    disputeId: 'du_1',
    amount: 4500,
    currency: 'EUR',
    reason: 'fraudulent',
    openedAt: new Date(0),
  };

  it('makes what is owed wait, and its loss drops it', async () => {
    const { hear, event, stripe, refund, payment, rows, kinds, watch } = await aPaidWorld();
    stripe.disputes.set('du_1', { ...told, status: 'OPEN' });
    await hear(event('DISPUTE'));
    expect(await refund(payment.paymentId, 'gone')).toBe('WAITING');
    expect(await disputes({ watch })(operator, { first: 5 })).toMatchObject([{ status: 'OPEN' }]);
    stripe.disputes.set('du_1', { ...told, status: 'LOST' });
    await hear(event('DISPUTE'));
    expect(rows()).toMatchObject([{ status: 'FAILED', failureCode: 'dispute_lost' }]);
    expect(await refund(payment.paymentId, 'gone')).toBe('SENT');
    expect(kinds()).toEqual(['DISPUTE_OPENED', 'PAYMENT_SENT_BACK', 'DISPUTE_LOST']);
    expect(stripe.calls).not.toContain('refund 1');
  });

  it('that Stripe knows before us makes it wait, too', async () => {
    const { stripe, refund, payment, rows, kinds } = await aPaidWorld();
    stripe.disputes.set('du_1', { ...told, status: 'OPEN' });
    stripe.refundsBecome('disputed');
    expect(await refund(payment.paymentId, 'gone')).toBe('WAITING');
    expect(await refund(payment.paymentId, 'gone')).toBe('WAITING');
    // The key of the first attempt would bring the same refusal for a day.
    expect(rows()).toMatchObject([{ attempt: 2, status: 'PENDING', stripeRefundId: null }]);
    expect(stripe.calls).toEqual(['refund 1', 'list disputes']);
    expect(kinds()).toContain('DISPUTE_OPENED');
  });

  it('that was closed before we heard of it lets the refund go, or drops it', async () => {
    for (const status of ['WON', 'LOST'] as const) {
      const { stripe, refund, payment, rows, time, reconcile } = await aPaidWorld();
      stripe.disputes.set('du_1', { ...told, status });
      stripe.refundsBecome('disputed');
      await refund(payment.paymentId, 'gone');
      stripe.refundsBecome('SUCCEEDED');
      time.now = plusMinutes(time.now, 1);
      await reconcile();
      expect(rows()).toMatchObject([
        status === 'WON'
          ? { attempt: 2, status: 'SUCCEEDED' }
          : { status: 'FAILED', failureCode: 'dispute_lost' },
      ]);
    }
  });

  it('sends what waited once it is won', async () => {
    const { hear, event, stripe, refund, payment, rows } = await aPaidWorld();
    stripe.disputes.set('du_1', { ...told, status: 'OPEN' });
    await hear(event('DISPUTE'));
    await refund(payment.paymentId, 'gone');
    stripe.disputes.set('du_1', { ...told, status: 'WON' });
    await hear(event('DISPUTE'));
    expect(rows()).toMatchObject([{ attempt: 1, status: 'SUCCEEDED' }]);
  });

  it('is nobody’s business but an operator’s', async () => {
    const { watch } = await aPaidWorld();
    await expect(disputes({ watch })(student, { first: 5 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(alerts({ watch })(undefined, { first: 5 })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await expect(alerts({ watch })(operator, { first: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
