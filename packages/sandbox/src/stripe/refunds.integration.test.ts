import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { aWorld, onDesk, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const aPaidIntent = (payment_method = 'pm_card_visa', currency = 'eur') =>
  world.stripe.paymentIntents.create({ amount: 4_000, currency, confirm: true, payment_method });

const told = (id: string, ...types: string[]) =>
  vi.waitFor(() => expect(world.receiver.types(id).slice(3)).toEqual(types), { timeout: 10_000 });

it('sends all of the money back, once', async () => {
  const { id, latest_charge } = await aPaidIntent();
  const made = await world.stripe.refunds.create({
    payment_intent: id,
    reason: 'requested_by_customer',
    metadata: { refundId: 'r1' },
  });
  expect(made).toMatchObject({
    amount: 4_000,
    currency: 'eur',
    status: 'succeeded',
    payment_intent: id,
    charge: latest_charge,
    metadata: { refundId: 'r1' },
  });
  expect(await world.stripe.charges.retrieve(String(latest_charge))).toMatchObject({
    amount_refunded: 4_000,
    refunded: true,
  });
  const again = await refusalOf(world.stripe.refunds.create({ payment_intent: id }));
  expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
  expect(await world.stripe.refunds.retrieve(made.id)).toMatchObject({ id: made.id });
  expect((await world.stripe.refunds.list({ payment_intent: id })).data).toMatchObject([{ id: made.id }]);
  await told(id, 'refund.created', 'charge.refunded');
});

it('sends parts back, never more than was paid', async () => {
  const { id, latest_charge } = await aPaidIntent();
  const charge = String(latest_charge);
  await world.stripe.refunds.create({ charge, amount: 1_000 });
  const tooMuch = await refusalOf(world.stripe.refunds.create({ charge, amount: 4_000 }));
  expect(tooMuch).toMatchObject({
    param: 'amount',
    message: 'Refund amount (€40.00) is greater than unrefunded amount on charge (€30.00)',
  });
  await world.stripe.refunds.create({ payment_intent: id });
  const { data } = await world.stripe.refunds.list({ charge });
  expect(data.map(({ amount }) => amount)).toEqual([3_000, 1_000]);
});

it('of one payment at one moment never exceed it', async () => {
  const { id } = await aPaidIntent();
  const refunds = Array.from({ length: 6 }, () =>
    world.stripe.refunds.create({ payment_intent: id, amount: 1_500 }),
  );
  const settled = await Promise.allSettled(refunds);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});

it('refuses what was never paid, or is not there', async () => {
  const { id } = await world.stripe.paymentIntents.create({ amount: 4_000, currency: 'jpy' });
  const unpaid = await refusalOf(world.stripe.refunds.create({ payment_intent: id }));
  expect(unpaid.message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
  const refused = (params: object) => refusalOf(world.stripe.refunds.create(params));
  expect(await refused({})).toMatchObject({ statusCode: 400 });
  expect(await refused({ payment_intent: 'pi_x' })).toMatchObject({ statusCode: 404 });
  expect(await refused({ charge: 'ch_x' })).toMatchObject({ statusCode: 404 });
  expect(await refusalOf(world.stripe.refunds.retrieve('re_x'))).toMatchObject({ statusCode: 404 });
});

it('stays pending with some banks, and succeeds later', async () => {
  const { id } = await aPaidIntent('pm_card_pendingRefund');
  const made = await world.stripe.refunds.create({ payment_intent: id });
  expect(made).toMatchObject({ status: 'pending', pending_reason: 'processing' });
  await told(id, 'refund.created', 'charge.refunded', 'refund.updated');
  const settled = await world.stripe.refunds.retrieve(made.id);
  expect(settled.status).toBe('succeeded');
  expect(settled).not.toHaveProperty('pending_reason');
});

it('fails late with some banks, and the money is back on the charge', async () => {
  const { id, latest_charge } = await aPaidIntent('pm_card_refundFail');
  const made = await world.stripe.refunds.create({ payment_intent: id });
  expect(made.status).toBe('succeeded');
  await told(id, 'refund.created', 'charge.refunded', 'refund.updated', 'refund.failed');
  expect(await world.stripe.refunds.retrieve(made.id)).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
  });
  expect(await world.stripe.charges.retrieve(String(latest_charge))).toMatchObject({
    amount_refunded: 0,
    refunded: false,
  });
  expect(await world.stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 4_000 });
});

it('can be described better later, and not be called back', async () => {
  const { id } = await aPaidIntent();
  const { refunds } = world.stripe;
  const made = await refunds.create({ payment_intent: id, metadata: { ours: '1', old: 'x' } });
  const described = await refunds.update(made.id, { metadata: { old: '', more: '2' } });
  expect(described.metadata).toEqual({ ours: '1', more: '2' });
  expect((await refusalOf(refunds.cancel(made.id))).message).toBe('Canceling this refund is unsupported.');
  expect(await refusalOf(refunds.update('re_x', {}))).toMatchObject({ statusCode: 404 });
  expect(await refusalOf(refunds.cancel('re_x'))).toMatchObject({ statusCode: 404 });
});

it('is settled by hand as often as one likes, and told once', async () => {
  const { id } = await aPaidIntent();
  const made = await world.stripe.refunds.create({ payment_intent: id });
  const settle = (outcome: string) => onDesk(world, `refunds/${made.id}/settle`, { outcome });
  expect((await settle('succeeded')).body).toMatchObject({ status: 'succeeded' });
  for (const _ of [1, 2]) expect((await settle('failed')).body).toMatchObject({ status: 'failed' });
  expect((await settle('succeeded')).body).toMatchObject({ status: 'failed' });
  await told(id, 'refund.created', 'charge.refunded', 'refund.updated', 'refund.failed');
  expect(await onDesk(world, 'refunds/re_x/settle', { outcome: 'failed' })).toMatchObject({ status: 404 });
});

it('settles what an earlier process left unsettled, once', async () => {
  const own = await aWorld(inject('postgresUrl'));
  const { id } = await own.stripe.paymentIntents.create({
    amount: 4_000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_pendingRefund',
  });
  await own.stripe.refunds.create({ payment_intent: id });
  await own.sandbox.stop();
  const [second, third] = await Promise.all([own.another(), own.another()]);
  await vi.waitFor(() => expect(own.receiver.types(id)).toContain('refund.updated'), { timeout: 10_000 });
  await Promise.all([second.stop(), third.stop()]);
  expect(own.receiver.types(id).filter((type) => type === 'refund.updated').length).toBeGreaterThan(0);
  expect(new Set(eventIds(own, 'refund.updated')).size).toBe(1);
  await own.end();
});

const eventIds = ({ receiver }: World, type: string): string[] =>
  receiver.received.filter(({ event }) => event.type === type).map(({ event }) => event.id);
