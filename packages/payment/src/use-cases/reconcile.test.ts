import { plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { IntentState } from '../domain/intent.ts';
import { anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { WebhookEvent } from './ports.ts';

const paid: IntentState = { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' };
const nothing = { looked: 0, mended: 0 };

/** A payment whose intent `pi_1` is open, some minutes later. */
async function anOldPayment() {
  const world = aPaymentWorld();
  const order = anOrder();
  await world.create(order);
  const { paymentId } = order;
  const row = () => world.rows.get(paymentId);
  const wait = (minutes: number) => {
    world.time.now = plusMinutes(world.time.now, minutes);
  };
  /** What Stripe remembers having told, or tried to tell. */
  const happened = (event: WebhookEvent) => world.stripe.events.push({ event, createdAt: world.time.now });
  const intent = () => {
    const found = world.stripe.intents.get('pi_1');
    if (!found) throw new Error('There is no such intent');
    return found;
  };
  const names = () => world.announced.map(({ name }) => name);
  wait(10);
  return { ...world, order, row, wait, happened, intent, names };
}

describe('reconciliation', () => {
  it('finds nothing to mend where all is told', async () => {
    const { reconcile, row } = await anOldPayment();
    expect(await reconcile()).toEqual({
      ...{ events: nothing, payments: { looked: 1, mended: 0 } },
      ...{ dueRefunds: nothing, sentRefunds: nothing, disputes: nothing },
    });
    expect(row()?.status).toBe('PENDING');
  });

  it('applies an event whose webhook never came, once', async () => {
    const { reconcile, stripe, happened, intent, row, wait, names } = await anOldPayment();
    stripe.setState('pi_1', paid);
    const succeeded = { eventId: 'evt_1', type: 'payment_intent.succeeded' };
    happened({ kind: 'SUCCEEDED', ...succeeded, intent: intent() });
    expect((await reconcile()).events).toEqual(nothing);
    wait(2);
    // The payment itself may have told it first; the event changes nothing then.
    await reconcile();
    wait(2);
    expect((await reconcile()).events).toEqual({ looked: 1, mended: 0 });
    expect(row()?.status).toBe('SUCCEEDED');
    expect(names()).toEqual(['payment/completed']);
  });

  it('asks for what may still go either way', async () => {
    const { reconcile, stripe, row, names } = await anOldPayment();
    stripe.setState('pi_1', { status: 'PROCESSING' });
    expect((await reconcile()).payments).toEqual({ looked: 1, mended: 1 });
    expect((await reconcile()).payments).toEqual({ looked: 1, mended: 0 });
    stripe.setState('pi_1', { status: 'OPEN', failureCode: 'debit_not_authorized' });
    expect((await reconcile()).payments).toEqual({ looked: 1, mended: 1 });
    expect(row()).toMatchObject({ status: 'DECLINED', processingSince: null });
    expect(names()).toEqual(['payment/processing', 'payment/failed']);
  });

  it('tells at last what Stripe canceled', async () => {
    const { reconcile, stripe, row, names } = await anOldPayment();
    stripe.setState('pi_1', { status: 'CANCELED' });
    await reconcile();
    expect(row()?.status).toBe('CANCELED');
    expect(names()).toEqual(['payment/canceled']);
    expect((await reconcile()).payments).toEqual(nothing);
  });

  it('goes on though one thing can’t be settled, and meets that again', async () => {
    const { reconcile, stripe, happened, intent, wait, logged, row } = await anOldPayment();
    const stranger = { ...intent(), metadata: { ...intent().metadata, paymentId: anOrder().paymentId } };
    happened({ kind: 'CANCELED', eventId: 'evt_1', type: 'payment_intent.canceled', intent: stranger });
    stripe.setState('pi_1', paid);
    happened({ kind: 'SUCCEEDED', eventId: 'evt_2', type: 'payment_intent.succeeded', intent: intent() });
    wait(2);
    expect((await reconcile()).events).toEqual({ looked: 2, mended: 1 });
    expect(row()?.status).toBe('SUCCEEDED');
    expect(logged).toEqual(['An event that was looked up could not be applied yet']);
    wait(60);
    expect((await reconcile()).events).toEqual({ looked: 2, mended: 0 });
    wait(4 * 24 * 60);
    expect((await reconcile()).events).toEqual({ looked: 2, mended: 0 });
    expect((await reconcile()).events).toEqual(nothing);
  });

  it('misses nothing of a week in which nobody looked', async () => {
    const { reconcile, stripe, happened, wait, refund, order, refundRows } = await anOldPayment();
    stripe.setState('pi_1', paid);
    await reconcile();
    await refund(order.paymentId, 'gone');
    const sent = stripe.refunds.get('re_1');
    if (!sent) throw new Error('There is no such refund');
    const failed = { status: 'FAILED' as const, stripeRefundId: 're_1', failureCode: 'declined' };
    stripe.refunds.set('re_1', { ...sent, outcome: failed });
    wait(10);
    const about = { eventId: 'evt_1', type: 'refund.failed', stripePaymentIntentId: 'pi_1' };
    happened({ kind: 'REFUND', ...about, stripeRefundId: 're_1' });
    wait(7 * 24 * 60);
    expect((await reconcile()).events).toEqual({ looked: 1, mended: 1 });
    expect([...refundRows.values()]).toMatchObject([
      { attempt: 1, status: 'FAILED' },
      { attempt: 2, status: 'SUCCEEDED' },
    ]);
  });

  it('asks for what is open though events may not be listed', async () => {
    const { reconcile, stripe, row } = await anOldPayment();
    stripe.setState('pi_1', paid);
    stripe.faults.push(undefined, 'request lost');
    await expect(reconcile()).rejects.toMatchObject({ code: 'PAYMENT_PROVIDER_UNAVAILABLE' });
    expect(row()?.status).toBe('SUCCEEDED');
  });

  it('sends refunds whose time has come, and asks for those that Stripe is at', async () => {
    const { reconcile, stripe, refund, order, refundRows, wait, names } = await anOldPayment();
    stripe.setState('pi_1', paid);
    await reconcile();
    stripe.faults.push('request lost');
    stripe.refundsBecome('PENDING');
    await expect(refund(order.paymentId, 'gone')).rejects.toMatchObject({
      code: 'PAYMENT_PROVIDER_UNAVAILABLE',
    });
    expect((await reconcile()).dueRefunds).toEqual({ looked: 1, mended: 1 });
    wait(2);
    expect((await reconcile()).sentRefunds).toEqual({ looked: 1, mended: 0 });
    const sent = stripe.refunds.get('re_1');
    if (!sent) throw new Error('There is no such refund');
    stripe.refunds.set('re_1', { ...sent, outcome: { status: 'SUCCEEDED', stripeRefundId: 're_1' } });
    expect((await reconcile()).sentRefunds).toEqual({ looked: 1, mended: 1 });
    expect([...refundRows.values()]).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(names()).toEqual(['payment/completed', 'payment/refunded']);
  });

  it('goes on though a refund can’t be sent, and sends it the next time', async () => {
    const { reconcile, stripe, refund, order, logged } = await anOldPayment();
    stripe.setState('pi_1', paid);
    await reconcile();
    stripe.faults.push('request lost');
    await expect(refund(order.paymentId, 'gone')).rejects.toThrow();
    stripe.faults.push('request lost');
    expect((await reconcile()).dueRefunds).toEqual({ looked: 1, mended: 0 });
    expect(logged).toContain('This could not be settled with Stripe yet');
    expect((await reconcile()).dueRefunds).toEqual({ looked: 1, mended: 1 });
  });

  it('sends what waited for a dispute once that is won', async () => {
    const { reconcile, stripe, hear, refund, order, refundRows, wait } = await anOldPayment();
    stripe.setState('pi_1', paid);
    await reconcile();
    const dispute = { disputeId: 'du_1', amount: 4500, currency: 'EUR', reason: 'fraudulent' };
    const told = { ...dispute, openedAt: new Date(0) };
    stripe.disputes.set('du_1', { ...told, status: 'OPEN' });
    const event = { eventId: 'evt_1', type: 'charge.dispute.created', disputeId: 'du_1' };
    await hear({ kind: 'DISPUTE', ...event, stripePaymentIntentId: 'pi_1' });
    expect(await refund(order.paymentId, 'gone')).toBe('WAITING');
    expect((await reconcile()).disputes).toEqual({ looked: 1, mended: 0 });
    stripe.disputes.set('du_1', { ...told, status: 'WON' });
    wait(2);
    expect((await reconcile()).disputes).toEqual({ looked: 1, mended: 1 });
    expect([...refundRows.values()]).toMatchObject([{ status: 'SUCCEEDED' }]);
  });
});
