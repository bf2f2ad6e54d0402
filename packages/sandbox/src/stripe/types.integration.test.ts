import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { type Claim, complaintsAbout } from './testing/typed.ts';
import { aWorld, onDesk, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), {
    pace: { debitMs: 3_600_000, refundMs: 3_600_000, disputeMs: 3_600_000 },
  });
});
afterAll(() => world.end());

const { anIntent } = payerIn(() => world);

const pay = (payment_method: string, currency = 'eur') =>
  anIntent({ currency, payment_method, confirm: true, return_url: 'https://app.test/done' });

/** Everything that the product can meet happens once. */
async function live(): Promise<void> {
  const { stripe } = world;
  const { id: open } = await anIntent();
  await refusalOf(stripe.paymentIntents.confirm(open, { payment_method: 'pm_card_visa_chargeDeclined' }));
  await stripe.paymentIntents.cancel(open, { cancellation_reason: 'abandoned' });
  await pay('pm_card_threeDSecure2Required');
  const { id: paid } = await pay('pm_card_visa');
  await stripe.refunds.create({ payment_intent: paid, amount: 1, reason: 'requested_by_customer' });
  const { id: refund } = await stripe.refunds.create({ payment_intent: paid });
  await onDesk(world, `refunds/${refund}/settle`, { outcome: 'failed' });
  const { id: slow } = await pay('pm_card_pendingRefund');
  await stripe.refunds.create({ payment_intent: slow });
  for (const [method, currency, outcome] of [
    ['pm_success_de', 'eur', 'succeeded'],
    ['pm_failed_de', 'eur', 'failed'],
    ['pm_usBankAccount_success', 'usd', 'succeeded'],
    ['pm_disputed_de', 'eur', 'succeeded'],
  ] as const) {
    const { id } = await pay(method, currency);
    await onDesk(world, `payment_intents/${id}/settle`, { outcome });
    if (outcome === 'succeeded' && method !== 'pm_disputed_de') {
      await stripe.refunds.create({ payment_intent: id });
    }
  }
  for (const card of ['createDispute', 'createDisputeInquiry', 'createIssuerFraudRecord', 'avsFail']) {
    await pay(`pm_card_${card}`);
  }
  const [inquiry, dispute] = (await stripe.disputes.list()).data;
  await stripe.disputes.update(String(dispute?.id), { evidence: { uncategorized_text: 'any' } });
  await onDesk(world, `disputes/${dispute?.id}/settle`, { outcome: 'won' });
  await onDesk(world, `disputes/${inquiry?.id}/settle`, { outcome: 'lost' });
}

const types = {
  payment_intents: 'Stripe.PaymentIntent',
  charges: 'Stripe.Charge',
  refunds: 'Stripe.Refund',
  disputes: 'Stripe.Dispute',
  'radar/early_fraud_warnings': 'Stripe.Radar.EarlyFraudWarning',
} as const;

/** As they come over the wire, each kind in every state that it got into; of each type of event the newest. */
async function answers(): Promise<Claim[]> {
  const list = async (path: string): Promise<{ data: object[] }> => {
    const headers = { authorization: 'Bearer sk_test_key' };
    return Object(await (await fetch(`${world.sandbox.url}/v1/${path}`, { headers })).json());
  };
  const objects = await Promise.all(
    Object.entries(types).map(async ([path, type]) =>
      (await list(`${path}?limit=100`)).data.map((value) => ({ type, value })),
    ),
  );
  const intents = await list(
    'payment_intents?limit=100&expand[]=data.payment_method&expand[]=data.latest_charge',
  );
  const events = (await list('events?limit=100')).data.toReversed();
  const ofType = new Map(events.map((value) => [String(Object(value).type), value]));
  return [
    ...objects.flat(),
    ...intents.data.map((value) => ({ type: types.payment_intents, value })),
    ...[...ofType.values()].map((value) => ({ type: 'Stripe.Event', value })),
  ];
}

it('answers what the types of the stripe package promise, in every state', { timeout: 120_000 }, async () => {
  await live();
  const claims = await answers();
  expect(claims.length).toBeGreaterThan(60);
  expect(complaintsAbout(claims)).toEqual([]);
  const [intent] = claims;
  const { client_secret: _left, ...less } = Object(intent?.value);
  const more = { ...Object(intent?.value), more: 1 };
  const wrong = [less, more].map((value) => ({ type: 'Stripe.PaymentIntent', value }));
  expect(complaintsAbout(wrong)).toEqual([
    expect.stringContaining('client_secret'),
    expect.stringContaining('known properties'),
  ]);
});
