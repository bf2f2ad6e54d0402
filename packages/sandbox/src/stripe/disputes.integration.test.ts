import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { aWorld, onDesk, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { pace: { disputeMs: 20, refundMs: 20 } });
});
afterAll(() => world.end());

const aPaidIntent = (payment_method: string) =>
  world.stripe.paymentIntents.create({
    amount: 4_001,
    currency: 'eur',
    confirm: true,
    payment_method,
    expand: ['latest_charge'],
  });

const disputesOf = async ({ id }: Stripe.PaymentIntent) =>
  (await world.stripe.disputes.list({ payment_intent: id })).data;

async function aDispute(payment_method = 'pm_card_createDispute') {
  const intent = await aPaidIntent(payment_method);
  const [dispute] = await disputesOf(intent);
  if (!dispute) throw new Error('Nothing is disputed');
  return { intent, dispute };
}

const told = ({ id }: Stripe.PaymentIntent, types: readonly string[]) =>
  vi.waitFor(() => expect(world.receiver.types(id)).toEqual(['payment_intent.created', ...types]), {
    timeout: 10_000,
  });

const disputed = [
  'charge.succeeded',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'payment_intent.succeeded',
];

const submit = ({ id }: Stripe.Dispute, uncategorized_text: string) =>
  world.stripe.disputes.update(id, { evidence: { uncategorized_text } });

describe('a dispute', () => {
  it.each([
    ['pm_card_createDispute', 'fraudulent'],
    ['pm_card_createDisputeProductNotReceived', 'product_not_received'],
  ])('with %s takes the money away before the payment is told to have succeeded', async (card, reason) => {
    const { intent, dispute } = await aDispute(card);
    expect(intent).toMatchObject({ status: 'succeeded', latest_charge: { disputed: true, paid: true } });
    expect(dispute).toMatchObject({
      amount: 4_001,
      currency: 'eur',
      reason,
      status: 'needs_response',
      is_charge_refundable: false,
      payment_intent: intent.id,
      balance_transactions: [{ amount: -4_001, fee: 1_500, net: -5_501 }],
    });
    expect(await world.stripe.disputes.retrieve(dispute.id)).toMatchObject({ id: dispute.id });
    await told(intent, disputed);
  });

  it('forbids to send the money back a second time', async () => {
    const { intent } = await aDispute();
    expect(await refusalOf(world.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      statusCode: 400,
      code: 'charge_disputed',
    });
  });

  it('is won with the right evidence: the money is back, and may be refunded', async () => {
    const { intent, dispute } = await aDispute();
    expect(await submit(dispute, 'winning_evidence')).toMatchObject({
      status: 'under_review',
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    await told(intent, [
      ...disputed,
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    expect(await world.stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: 'won',
      balance_transactions: [{ amount: -4_001 }, { amount: 4_001, fee: 0 }],
    });
    expect(await world.stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 4_001 });
  });

  it('is lost with the wrong evidence: the money is gone', async () => {
    const { intent, dispute } = await aDispute();
    await submit(dispute, 'losing_evidence');
    await told(intent, [...disputed, 'charge.dispute.updated', 'charge.dispute.closed']);
    expect(await world.stripe.disputes.retrieve(dispute.id)).toMatchObject({ status: 'lost' });
    expect(await refusalOf(world.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_disputed',
    });
  });

  it('waits for evidence that is only kept, and takes none once it is submitted', async () => {
    const { dispute } = await aDispute();
    const { disputes } = world.stripe;
    const kept = await disputes.update(dispute.id, {
      evidence: { customer_name: 'Ann' },
      metadata: { ours: '1' },
      submit: false,
    });
    expect(kept).toMatchObject({
      status: 'needs_response',
      metadata: { ours: '1' },
      evidence: { customer_name: 'Ann' },
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
    expect(await submit(dispute, 'whatever')).toMatchObject({ status: 'under_review' });
    expect(await refusalOf(submit(dispute, 'winning_evidence'))).toMatchObject({ param: 'evidence' });
    expect(await onDesk(world, `disputes/${dispute.id}/settle`, { outcome: 'won' })).toMatchObject({
      body: { status: 'won' },
    });
    expect((await refusalOf(submit(dispute, 'winning_evidence'))).message).toContain('closed');
  });

  it('is given up by closing it', async () => {
    const { intent, dispute } = await aDispute();
    expect(await world.stripe.disputes.close(dispute.id)).toMatchObject({ status: 'lost' });
    await told(intent, [...disputed, 'charge.dispute.closed']);
    expect(await refusalOf(world.stripe.disputes.close(dispute.id))).toMatchObject({ statusCode: 400 });
  });

  it('once decided stays so', async () => {
    const { intent, dispute } = await aDispute();
    const settle = (outcome: string) => onDesk(world, `disputes/${dispute.id}/settle`, { outcome });
    expect((await settle('lost')).body).toMatchObject({ status: 'lost' });
    expect((await settle('won')).body).toMatchObject({ status: 'lost' });
    await told(intent, [...disputed, 'charge.dispute.closed']);
    expect((await onDesk(world, 'disputes/du_x/settle', { outcome: 'won' })).status).toBe(404);
  });

  it('may come in several parts', async () => {
    const { intent } = await aDispute('pm_card_createMultipleDisputes');
    const amounts = (await disputesOf(intent)).map(({ amount }) => amount);
    expect(amounts).toEqual([2_001, 2_001]);
  });

  it('is not found under an unknown id', async () => {
    const { disputes, radar } = world.stripe;
    for (const ask of [
      () => disputes.retrieve('du_x'),
      () => disputes.update('du_x', {}),
      () => radar.earlyFraudWarnings.retrieve('issfr_x'),
    ]) {
      expect(await refusalOf(ask())).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    }
  });
});

describe('an inquiry', () => {
  const asked = ['charge.succeeded', 'charge.dispute.created', 'payment_intent.succeeded'];

  it('leaves the money where it is, and ends when all of it is sent back', async () => {
    const { intent, dispute } = await aDispute('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({
      status: 'warning_needs_response',
      balance_transactions: [],
      is_charge_refundable: true,
    });
    await world.stripe.refunds.create({ payment_intent: intent.id, amount: 1 });
    expect((await world.stripe.disputes.retrieve(dispute.id)).status).toBe('warning_needs_response');
    await world.stripe.refunds.create({ payment_intent: intent.id });
    expect((await world.stripe.disputes.retrieve(dispute.id)).status).toBe('warning_closed');
    const refunded = ['refund.created', 'charge.refunded'];
    await told(intent, [...asked, ...refunded, ...refunded, 'charge.dispute.closed']);
  });

  it('becomes a dispute when the bank is not content', async () => {
    const { intent, dispute } = await aDispute('pm_card_createDisputeInquiry');
    expect(await submit(dispute, 'escalate_inquiry_evidence')).toMatchObject({
      status: 'warning_under_review',
    });
    const escalated = ['charge.dispute.updated', 'charge.dispute.updated', 'charge.dispute.funds_withdrawn'];
    await told(intent, [...asked, ...escalated]);
    expect(await world.stripe.disputes.retrieve(dispute.id)).toMatchObject({ status: 'needs_response' });
  });
});

describe('a bank', () => {
  it('warns of fraud without taking the money', async () => {
    const intent = await aPaidIntent('pm_card_createIssuerFraudRecord');
    await told(intent, ['charge.succeeded', 'radar.early_fraud_warning.created', 'payment_intent.succeeded']);
    const { earlyFraudWarnings } = world.stripe.radar;
    const [warning] = (await earlyFraudWarnings.list({ payment_intent: intent.id })).data;
    expect(await earlyFraudWarnings.retrieve(String(warning?.id))).toMatchObject({ actionable: true });
    expect(await disputesOf(intent)).toEqual([]);
  });

  it('may dispute any payment, long after it', async () => {
    const intent = await aPaidIntent('pm_card_visa');
    const { status, body } = await onDesk(world, `payment_intents/${intent.id}/dispute`, {
      reason: 'duplicate',
    });
    expect([status, body]).toMatchObject([200, { reason: 'duplicate', status: 'needs_response' }]);
    expect(await disputesOf(intent)).toHaveLength(1);
    const unpaid = await world.stripe.paymentIntents.create({ amount: 4_000, currency: 'eur' });
    expect(await onDesk(world, `payment_intents/${unpaid.id}/dispute`)).toMatchObject({ status: 400 });
    expect(await onDesk(world, 'payment_intents/pi_x/dispute')).toMatchObject({ status: 404 });
  });
});

it('tells in the event what the dispute was before', async () => {
  const { intent, dispute } = await aDispute();
  await submit(dispute, 'whatever');
  const { data } = await world.stripe.events.list({ type: 'charge.dispute.updated' });
  const [event] = data.filter((one) => JSON.stringify(one).includes(intent.id));
  expect(event?.data.previous_attributes).toMatchObject({
    status: 'needs_response',
    evidence_details: { submission_count: 0 },
  });
});
