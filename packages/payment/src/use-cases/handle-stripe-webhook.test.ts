import { newId } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intent, IntentState } from '../domain/intent.ts';
import { paymentRank } from '../domain/payment.ts';
import { anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { WebhookEvent } from './ports.ts';

const paid: IntentState = { status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' };
type Kind = Extract<WebhookEvent, { intent: Intent }>['kind'];

/** A payment whose intent `pi_1` is open, and what Stripe may tell of it. */
async function anOpenPayment() {
  const world = aPaymentWorld();
  const order = anOrder();
  await world.create(order);
  world.stripe.calls.length = 0;
  const { paymentId, sessionId } = order;
  const metadata = { env: 'test', paymentId, sessionId };
  const event = (kind: Kind, state: IntentState, with_: Partial<Intent> = {}): WebhookEvent => ({
    kind,
    eventId: newId(),
    type: `payment_intent.${kind.toLowerCase()}`,
    intent: { stripePaymentIntentId: 'pi_1', metadata, state, ...with_ },
  });
  const row = () => world.rows.get(paymentId);
  return { ...world, order, metadata, event, row, names: () => world.announced.map(({ name }) => name) };
}

describe('a webhook that says succeeded', () => {
  it('makes the payment SUCCEEDED and tells others, without asking Stripe', async () => {
    const { hear, event, row, announced, order, stripe } = await anOpenPayment();
    expect(await hear(event('SUCCEEDED', paid))).toBe('APPLIED');
    expect(row()).toMatchObject({ status: 'SUCCEEDED', amountReceived: 4500, currencyReceived: 'EUR' });
    const { paymentId, sessionId } = order;
    expect(announced).toEqual([{ name: 'payment/completed', data: { paymentId, sessionId } }]);
    expect(stripe.calls).toEqual([]);
  });

  it('counts once when it comes twice, also as two events', async () => {
    const { hear, event, names } = await anOpenPayment();
    const told = event('SUCCEEDED', paid);
    expect(await hear(told)).toBe('APPLIED');
    expect(await hear(told)).toBe('SEEN');
    expect(await hear(event('SUCCEEDED', paid))).toBe('APPLIED');
    expect(names()).toEqual(['payment/completed']);
  });

  it.each<[string, IntentState]>([
    ['amount', { ...paid, amountReceived: 4499 }],
    ['currency', { ...paid, currencyReceived: 'USD' }],
  ])('but another %s than the intent itself is not believed', async (_, wrong) => {
    const { hear, event, row, names, logged, stripe } = await anOpenPayment();
    expect(await hear(event('SUCCEEDED', wrong))).toBe('APPLIED');
    expect(row()).toMatchObject({ status: 'PENDING' });
    expect(names()).toEqual([]);
    expect(stripe.calls).toEqual(['retrieve']);
    expect(logged).toEqual(['A Stripe event does not fit its payment: its intent decides']);
  });

  it('with a wrong amount of an intent that has rightly succeeded applies the truth', async () => {
    const { hear, event, row, stripe, names } = await anOpenPayment();
    stripe.setState('pi_1', paid);
    await hear(event('SUCCEEDED', { ...paid, amountReceived: 1 }));
    expect(row()).toMatchObject({ status: 'SUCCEEDED', amountReceived: 4500 });
    expect(names()).toEqual(['payment/completed']);
  });

  it('of an intent that is itself wrong is kept as Stripe says, with an alert', async () => {
    const { hear, event, row, stripe, names, logged } = await anOpenPayment();
    const wrong: IntentState = { ...paid, amountReceived: 1 };
    stripe.setState('pi_1', wrong);
    await hear(event('SUCCEEDED', wrong));
    expect(row()).toMatchObject({ status: 'SUCCEEDED', amount: 4500, amountReceived: 1 });
    expect(names()).toEqual(['payment/completed']);
    expect(logged).toContain('A payment succeeded that is not what was asked for');
  });

  it('of an intent that is not for this payment changes nothing', async () => {
    const { hear, event, row, names, stripe, metadata } = await anOpenPayment();
    const foreign = { stripePaymentIntentId: 'pi_9', metadata: { ...metadata, env: 'other' }, state: paid };
    stripe.intents.set('pi_9', foreign);
    await hear(event('SUCCEEDED', paid, { stripePaymentIntentId: 'pi_9' }));
    await hear(event('SUCCEEDED', paid, { stripePaymentIntentId: 'pi_unknown' }));
    expect(row()).toMatchObject({ status: 'PENDING', stripePaymentIntentId: 'pi_1' });
    expect(names()).toEqual([]);
  });
});

describe('a webhook of a try that failed or goes on', () => {
  const declined: IntentState = { status: 'OPEN', failureCode: 'insufficient_funds' };

  it('applies what the intent says now: declined', async () => {
    const { hear, event, row, stripe, names } = await anOpenPayment();
    stripe.setState('pi_1', declined);
    await hear(event('FAILED', { status: 'OPEN', failureCode: 'expired_card' }));
    expect(row()).toMatchObject({ status: 'DECLINED', failureCode: 'insufficient_funds' });
    expect(names()).toEqual([]);
  });

  it.each<Kind>(['FAILED', 'PROCESSING'])(
    'applies what the intent says now: paid since (%s)',
    async (kind) => {
      const { hear, event, row, stripe, names } = await anOpenPayment();
      stripe.setState('pi_1', paid);
      await hear(event(kind, declined));
      expect(row()).toMatchObject({ status: 'SUCCEEDED' });
      expect(names()).toEqual(['payment/completed']);
    },
  );

  it('decides nothing while the money is on its way', async () => {
    const { hear, event, row, stripe } = await anOpenPayment();
    stripe.setState('pi_1', { status: 'PROCESSING' });
    expect(await hear(event('PROCESSING', { status: 'PROCESSING' }))).toBe('APPLIED');
    expect(row()).toMatchObject({ status: 'PENDING' });
  });

  it('is delivered again when Stripe can’t be asked', async () => {
    const { hear, event, stripe, row } = await anOpenPayment();
    stripe.setState('pi_1', declined);
    stripe.faults.push('request lost');
    const told = event('FAILED', declined);
    await expect(hear(told)).rejects.toThrow();
    expect(await hear(told)).toBe('APPLIED');
    expect(row()).toMatchObject({ status: 'DECLINED' });
  });
});

describe('a webhook that says canceled', () => {
  it('cancels the payment and tells others', async () => {
    const { hear, event, row, names, stripe } = await anOpenPayment();
    await hear(event('CANCELED', { status: 'CANCELED' }));
    expect(row()).toMatchObject({ status: 'CANCELED' });
    expect(names()).toEqual(['payment/canceled']);
    expect(stripe.calls).toEqual([]);
  });

  it('tells others nothing when we closed it ourselves', async () => {
    const { hear, event, close, order, names } = await anOpenPayment();
    await close(order);
    expect(await hear(event('CANCELED', { status: 'CANCELED' }))).toBe('APPLIED');
    expect(names()).toEqual([]);
  });

  it('does not touch the payment when it is of an intent that was discarded', async () => {
    const { hear, event, row } = await anOpenPayment();
    await hear(event('CANCELED', { status: 'CANCELED' }, { stripePaymentIntentId: 'pi_2' }));
    expect(row()).toMatchObject({ status: 'PENDING', stripePaymentIntentId: 'pi_1' });
  });
});

describe('a webhook that is not for us', () => {
  it('is ignored: another type, another environment, no metadata', async () => {
    const { hear, event, row, metadata, stripe } = await anOpenPayment();
    expect(await hear({ kind: 'OTHER', eventId: 'evt_1', type: 'charge.updated' })).toBe('IGNORED');
    expect(await hear(event('SUCCEEDED', paid, { metadata: { ...metadata, env: 'other' } }))).toBe('IGNORED');
    expect(await hear(event('SUCCEEDED', paid, { metadata: {} }))).toBe('IGNORED');
    expect(row()).toMatchObject({ status: 'PENDING' });
    expect(stripe.calls).toEqual([]);
  });

  it('is delivered again when it is of our environment but the payment isn’t there', async () => {
    const { hear, event, metadata } = await anOpenPayment();
    const unknown = { metadata: { ...metadata, paymentId: newId() } };
    await expect(hear(event('SUCCEEDED', paid, unknown))).rejects.toThrow(/isn't there/);
  });
});

describe('webhooks in any order, any number of times', () => {
  const kinds = fc.array(fc.constantFrom<Kind>('SUCCEEDED', 'FAILED', 'PROCESSING', 'CANCELED'), {
    maxLength: 8,
  });

  it('only raise the status and tell of a success once', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, async (told) => {
        const { hear, event, row, stripe, names } = await anOpenPayment();
        stripe.setState('pi_1', { status: 'OPEN', failureCode: 'expired_card' });
        let rank = 0;
        for (const kind of told) {
          const state: IntentState = kind === 'SUCCEEDED' ? paid : { status: 'CANCELED' };
          const delivery = event(kind, state);
          await hear(delivery);
          expect(await hear(delivery)).toBe('SEEN');
          const now = paymentRank[row()?.status ?? 'PENDING'];
          expect(now).toBeGreaterThanOrEqual(rank);
          rank = now;
        }
        expect(row()?.status === 'SUCCEEDED').toBe(told.includes('SUCCEEDED'));
        const successes = names().filter((name) => name === 'payment/completed');
        expect(successes).toHaveLength(told.includes('SUCCEEDED') ? 1 : 0);
      }),
    );
  });
});
