import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { openStripe, type StripeInProcess } from './in-process.ts';

let now = Date.parse('2026-12-01T08:00:00Z');
let told: string[] = [];
let sandbox: StripeInProcess;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await openStripe({
    databaseUrl: await createTestDatabase(inject('postgresUrl')),
    clock: () => new Date(now),
    pace: { debitMs: 86_400_000 },
    onEvents: (events) => told.push(...events.map(({ type }) => type)),
  });
  stripe = new Stripe('sk_test_key', {
    httpClient: Stripe.createFetchHttpClient((url, init) => sandbox.fetch(new Request(url, init))),
    maxNetworkRetries: 0,
    telemetry: false,
  });
});
beforeEach(() => {
  told = [];
});
afterAll(() => sandbox.close());

const pay = (payment_method: string, currency = 'eur') =>
  stripe.paymentIntents.create({ amount: 4_200, currency, payment_method, confirm: true });

const order = (path: string, body: object) =>
  sandbox.fetch(
    new Request(`http://stripe.test/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) }),
  );

it('answers the stock SDK without a socket, at the time that it is told', async () => {
  const { id, created } = await pay('pm_card_createDispute');
  expect(created).toBe(now / 1_000);
  expect(told).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
    'payment_intent.succeeded',
  ]);
  const { intents, charges, refunds, disputes } = await sandbox.ledger();
  expect([intents, charges, refunds, disputes]).toMatchObject([[{ id }], [{ disputed: true }], [], [{}]]);
});

it('does what a bank does later once its time has come, and says when that is', async () => {
  const { id } = await pay('pm_success_de');
  expect(await sandbox.settleDue()).toBe(86_400_000);
  expect(told.at(-1)).toBe('payment_intent.processing');
  now += 86_400_000;
  expect(await sandbox.settleDue()).toBeUndefined();
  expect(told.at(-1)).toBe('payment_intent.succeeded');
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' });
});

it('takes orders for banks and for faults, and fails as a connection does when an answer is lost', async () => {
  const { id } = await pay('pm_usBankAccount_processing', 'usd');
  const settled = await order(`payment_intents/${id}/settle`, { outcome: 'failed' });
  expect(await settled.json()).toMatchObject({ status: 'requires_payment_method' });
  await order('faults', { api: [{ fault: 'answer_lost', times: 1 }] });
  await expect(pay('pm_card_visa')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(told.at(-1)).toBe('payment_intent.succeeded');
});
