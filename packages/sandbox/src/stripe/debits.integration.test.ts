import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { testAccounts } from './domain/test-accounts.ts';
import { aWorld, fromBrowser, onDesk, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { pace: { debitMs: 50, slowDebitMs: 150, refundMs: 20 } });
});
afterAll(() => world.end());

const anIntent = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  world.stripe.paymentIntents.create({
    amount: 4_200,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
    ...more,
  });

const confirm = ({ id }: Stripe.PaymentIntent, payment_method: string) =>
  world.stripe.paymentIntents.confirm(id, { payment_method });

const retrieve = ({ id }: Stripe.PaymentIntent) => world.stripe.paymentIntents.retrieve(id);

const told = ({ id }: Stripe.PaymentIntent, ...types: string[]) =>
  vi.waitFor(() => expect(world.receiver.types(id)).toEqual(['payment_intent.created', ...types]), {
    timeout: 10_000,
  });

const started = ['charge.pending', 'payment_intent.processing'];
const neverSettles = 'pm_usBankAccount_processing';

describe('an intent offers', () => {
  it.each([
    [{ currency: 'eur' }, ['card', 'sepa_debit']],
    [{ currency: 'usd' }, ['card', 'us_bank_account']],
    [{ currency: 'gbp' }, ['card']],
    [{ currency: 'eur', excluded_payment_method_types: ['sepa_debit'] }, ['card']],
    [{ currency: 'eur', allowed_payment_method_types: ['sepa_debit'] }, ['sepa_debit']],
    [{ currency: 'eur', automatic_payment_methods: { enabled: false } }, ['card']],
  ] as const)('with %j: %j', async (params, types) => {
    const made = await world.stripe.rawRequest('POST', '/v1/payment_intents', { amount: 4_200, ...params });
    expect(made).toMatchObject({ payment_method_types: types });
  });

  it('something, or is not made', async () => {
    expect(await refusalOf(anIntent({ allowed_payment_method_types: ['twint'] }))).toMatchObject({
      statusCode: 400,
    });
  });

  it('what it names, and takes nothing else', async () => {
    const intent = await anIntent({ excluded_payment_method_types: ['sepa_debit'] });
    expect(await refusalOf(confirm(intent, 'pm_success_de'))).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_incompatible_payment_method',
    });
    expect(await refusalOf(confirm(await anIntent(), 'pm_usBankAccount_success'))).toMatchObject({
      statusCode: 400,
    });
  });
});

describe('a debit', () => {
  it('is processing first, and paid some time later', async () => {
    const intent = await anIntent();
    expect(await confirm(intent, 'pm_success_de')).toMatchObject({
      status: 'processing',
      amount_received: 0,
    });
    await told(intent, ...started, 'charge.succeeded', 'payment_intent.succeeded');
    const paid = await retrieve(intent);
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 4_200 });
    expect(await world.stripe.charges.retrieve(String(paid.latest_charge))).toMatchObject({
      id: expect.stringMatching(/^py_/),
      status: 'succeeded',
      paid: true,
      payment_method_details: { type: 'sepa_debit', sepa_debit: { last4: '3000', country: 'DE' } },
    });
  });

  it.each(testAccounts.filter(({ pace }) => pace !== 'never'))(
    'of $number ends as Stripe says',
    async ({ type, aliases: [alias = ''], failure, disputed }) => {
      const intent = await anIntent({ currency: type === 'sepa_debit' ? 'eur' : 'usd' });
      expect(await confirm(intent, alias)).toMatchObject({ status: 'processing' });
      if (failure) {
        await told(intent, ...started, 'charge.failed', 'payment_intent.payment_failed');
        expect(await retrieve(intent)).toMatchObject({
          status: 'requires_payment_method',
          payment_method: null,
          last_payment_error: { code: failure.code, payment_method: { type } },
        });
        expect(await confirm(intent, 'pm_card_visa')).toMatchObject({ status: 'succeeded' });
        return;
      }
      await told(
        intent,
        ...started,
        'charge.succeeded',
        'payment_intent.succeeded',
        ...(disputed
          ? ['charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed']
          : []),
      );
    },
  );

  it('of a European account cannot be called back, one of an American account can', async () => {
    const own = await aWorld(inject('postgresUrl'), { pace: { debitMs: 3_600_000 } });
    const { paymentIntents } = own.stripe;
    const debit = (currency: string, payment_method: string) =>
      paymentIntents.create({ amount: 4_200, currency, payment_method, confirm: true });
    const european = await debit('eur', 'pm_success_de');
    expect(await refusalOf(paymentIntents.cancel(european.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { status: 'processing' },
    });
    expect(
      await refusalOf(paymentIntents.confirm(european.id, { payment_method: 'pm_card_visa' })),
    ).toMatchObject({ code: 'payment_intent_unexpected_state' });
    const american = await debit('usd', 'pm_usBankAccount_success');
    expect(await paymentIntents.cancel(american.id)).toMatchObject({ status: 'canceled' });
    expect(
      await onDesk(own, `payment_intents/${american.id}/settle`, { outcome: 'succeeded' }),
    ).toMatchObject({ status: 400 });
    await own.end();
  });

  it('keeps its time when the intent is changed meanwhile', async () => {
    const intent = await anIntent();
    await confirm(intent, 'pm_successDelayed_de');
    await world.stripe.paymentIntents.update(intent.id, { metadata: { note: 'late' } });
    await told(intent, ...started, 'charge.succeeded', 'payment_intent.succeeded');
    expect(await retrieve(intent)).toMatchObject({ metadata: { note: 'late' } });
  });

  it.each([
    ['succeeded', 'succeeded'],
    ['failed', 'requires_payment_method'],
  ])('can be settled by hand: %s', async (outcome, status) => {
    const intent = await anIntent({ currency: 'usd' });
    await confirm(intent, neverSettles);
    const settle = () => onDesk(world, `payment_intents/${intent.id}/settle`, { outcome });
    expect(await settle()).toMatchObject({ status: 200, body: { status } });
    expect(await settle()).toMatchObject({ status: 400 });
    expect(await onDesk(world, 'payment_intents/pi_x/settle', { outcome })).toMatchObject({ status: 404 });
    expect(await onDesk(world, `payment_intents/${intent.id}/settle`)).toMatchObject({ status: 400 });
  });

  it.each([
    ['pm_success_de', 'eur', 'eu_bank_transfer'],
    ['pm_usBankAccount_success', 'usd', 'us_bank_transfer'],
  ])('by %s is sent back by a transfer that takes a while', async (method, currency, type) => {
    const intent = await anIntent({ currency });
    await confirm(intent, method);
    await vi.waitFor(async () => expect((await retrieve(intent)).status).toBe('succeeded'));
    const made = await world.stripe.refunds.create({ payment_intent: intent.id });
    expect(made).toMatchObject({ status: 'pending', destination_details: { type } });
    await vi.waitFor(async () =>
      expect((await world.stripe.refunds.retrieve(made.id)).status).toBe('succeeded'),
    );
  });

  it('that is under way cannot be sent back yet', async () => {
    const intent = await anIntent({ currency: 'usd' });
    await confirm(intent, neverSettles);
    expect(await refusalOf(world.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      statusCode: 400,
    });
  });
});

describe('a page of a payer', () => {
  const pay = ({ id, client_secret }: Stripe.PaymentIntent, fields: Record<string, string>) =>
    fromBrowser(world, `/v1/payment_intents/${id}/confirm`, {
      client_secret: String(client_secret),
      ...fields,
    });
  const iban = (number: string, more: Record<string, string> = {}) => ({
    'payment_method_data[type]': 'sepa_debit',
    'payment_method_data[sepa_debit][iban]': number,
    'payment_method_data[billing_details][name]': 'Ann',
    'payment_method_data[billing_details][email]': 'ann@example.com',
    'mandate_data[customer_acceptance][type]': 'online',
    ...more,
  });
  const account = (routing_number: string, account_number: string) => ({
    'payment_method_data[type]': 'us_bank_account',
    'payment_method_data[us_bank_account][routing_number]': routing_number,
    'payment_method_data[us_bank_account][account_number]': account_number,
    'payment_method_data[billing_details][name]': 'Ann',
  });

  it('pays by IBAN, or by an American account', async () => {
    const european = await pay(await anIntent(), iban('de89 3704 0044 0532 0130 00'));
    expect(european).toMatchObject({ status: 200, body: { status: 'processing' } });
    const american = await pay(await anIntent({ currency: 'usd' }), account('110000000', '000123456789'));
    expect(american).toMatchObject({ status: 200, body: { status: 'processing' } });
  });

  it.each([
    ['invalid_bank_account_iban', iban('DE00370400440532013000')],
    ['invalid_bank_account_iban', { 'payment_method_data[type]': 'sepa_debit' }],
    ['account_number_invalid', iban('FR1420041010050500013M02606')],
    ['account_number_invalid', account('110000000', '12345')],
    ['routing_number_invalid', account('999999999', '000123456789')],
    [
      'parameter_missing',
      iban('DE89370400440532013000', { 'payment_method_data[billing_details][name]': '' }),
    ],
    [
      'parameter_missing',
      iban('DE89370400440532013000', { 'payment_method_data[billing_details][email]': '' }),
    ],
    ['parameter_missing', { 'payment_method_data[type]': 'card' }],
  ])('is told %s', async (code, fields) => {
    const { status, body } = await pay(await anIntent(), fields);
    expect([status, body.error]).toMatchObject([400, { code }]);
  });
});

it('settles at the pace that was asked for last', async () => {
  const pace = (order: object) =>
    fetch(`${world.sandbox.url}/_sandbox/pace`, { method: 'POST', body: JSON.stringify(order) });
  expect((await pace({ debit_ms: -1 })).status).toBe(400);
  expect(await (await pace({ debit_ms: 3_600_000, slow_debit_ms: 150 })).json()).toMatchObject({
    debitMs: 3_600_000,
    refundMs: 20,
  });
  const intent = await anIntent();
  await confirm(intent, 'pm_success_de');
  expect(await retrieve(intent)).toMatchObject({ status: 'processing' });
  expect(await (await pace({ debit_ms: 50, refund_ms: 20, dispute_ms: 20 })).json()).toEqual(
    await (await fetch(`${world.sandbox.url}/_sandbox/pace`)).json(),
  );
});

it('settles by the clock that it is given, however far that jumps', async () => {
  let now = Date.now();
  const own = await aWorld(inject('postgresUrl'), { clock: () => new Date(now) });
  const { id } = await own.stripe.paymentIntents.create({
    amount: 4_200,
    currency: 'eur',
    payment_method: 'pm_successDelayed_de',
    confirm: true,
  });
  const status = async () => (await own.stripe.paymentIntents.retrieve(id)).status;
  expect(await status()).toBe('processing');
  now += 180_000;
  await expect.poll(status, { timeout: 10_000 }).toBe('succeeded');
  await own.end();
});
