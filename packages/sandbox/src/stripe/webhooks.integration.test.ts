import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import { aWorld, orderFaults, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { retryDelays: [0.2, 0.2, 0.2, 0.2] });
});
afterEach(() => orderFaults(world));
afterAll(() => world.end());

const pay = async ({ stripe }: World = world): Promise<string> => {
  const { id } = await stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
  await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  return id;
};

const inOrder = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'];

const told = (id: string, types: readonly string[], { receiver }: World = world) =>
  vi.waitFor(() => expect(receiver.types(id)).toEqual(types), { timeout: 5_000 });

describe('webhooks', () => {
  it('carry a snapshot, the version, and a right signature', async () => {
    const id = await pay();
    await told(id, inOrder);
    const [created] = world.receiver.received.filter(({ event }) => JSON.stringify(event).includes(id));
    expect(created?.event).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id, status: 'requires_payment_method' } },
    });
  });

  it('come again, signed anew and still in order, while the endpoint fails', async () => {
    world.receiver.answers.push(500, 302);
    const id = await pay();
    await told(id, ['payment_intent.created', 'payment_intent.created', ...inOrder]);
    const times = world.receiver.received
      .filter(({ event }) => JSON.stringify(event).includes(id))
      .map(({ at }) => at);
    expect(Number(times[1]) - Number(times[0])).toBeGreaterThanOrEqual(180);
  });

  it('pass an event by that fails for long, and give it up in the end', async () => {
    const own = await aWorld(inject('postgresUrl'), { retryDelays: [0.01, 0.01, 0.5] });
    own.receiver.answers.push(500, 500, 500);
    const id = await pay(own);
    const [created, ...rest] = inOrder;
    own.receiver.answers.push(200, 200, 500);
    await told(id, [created, created, created, ...rest, created].map(String), own);
    const page = await (await fetch(own.sandbox.url)).text();
    expect(page).toContain('given up');
    await own.end();
  });

  it('of one intent wait for each other, those of different intents do not', async () => {
    await orderFaults(world, { webhooks: { delay_ms: 100 } });
    const started = Date.now();
    const ids = await Promise.all(Array.from({ length: 10 }, () => pay()));
    await Promise.all(ids.map((id) => told(id, inOrder)));
    expect(Date.now() - started).toBeLessThan(2_500);
  });

  it('can be dropped, doubled and turned around on purpose', async () => {
    await orderFaults(world, { webhooks: { drop: 1, duplicate: 1 } });
    await told(await pay(), ['charge.succeeded', 'charge.succeeded', 'payment_intent.succeeded']);
    await orderFaults(world);
    const { id } = await world.stripe.paymentIntents.create({ amount: 4_200, currency: 'eur' });
    await told(id, ['payment_intent.created']);
    await orderFaults(world, { webhooks: { reorder: true } });
    await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await told(id, ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded']);
  });

  it('that were owed when the sandbox stopped are delivered by the next one, in order', async () => {
    const own = await aWorld(inject('postgresUrl'), { retryDelays: [60] });
    own.receiver.answers.push(500);
    const id = await pay(own);
    await told(id, ['payment_intent.created'], own);
    await expect.poll(async () => (await fetch(own.sandbox.url)).text()).toContain('again at');
    await own.sandbox.stop();
    const later = await own.another();
    const failed = ['payment_intent.created'];
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(own.receiver.types(id)).toEqual(failed);
    await later.stop();
    const afterAnHour = await own.another({ clock: () => new Date(Date.now() + 120_000) });
    await told(id, [...failed, ...inOrder], own);
    await afterAnHour.stop();
    await own.end();
  });

  it('wait for an endpoint that is not there yet', async () => {
    const receiver = await startReceiver('whsec_test_secret');
    const port = Number(new URL(receiver.url).port);
    await receiver.stop();
    const own = await aWorld(inject('postgresUrl'), {
      webhookUrl: receiver.url,
      retryDelays: [0.3, 0.3, 0.3],
    });
    const id = await pay(own);
    const late = await startReceiver('whsec_test_secret', port);
    await vi.waitFor(() => expect(late.types(id)).toEqual(inOrder), { timeout: 5_000 });
    await own.end();
    await late.stop();
  });

  it('are only those that the endpoint asked for', async () => {
    const own = await aWorld(inject('postgresUrl'), { webhookEvents: ['payment_intent.succeeded'] });
    await told(await pay(own), ['payment_intent.succeeded'], own);
    await own.end();
  });

  it('are signed by both secrets while one is being rolled', async () => {
    const own = await aWorld(inject('postgresUrl'), { webhookSecret: 'whsec_old,whsec_test_secret' });
    await told(await pay(own), inOrder, own);
    await own.end();
  });
});

describe('the doors of the sandbox itself', () => {
  it('show all the books', async () => {
    const own = await aWorld(inject('postgresUrl'));
    const empty = await (await fetch(own.sandbox.url)).text();
    expect(empty).toContain('None yet.');
    const id = await pay(own);
    await own.stripe.refunds.create({ payment_intent: id });
    const books = await (await fetch(`${own.sandbox.url}/_sandbox/ledger`)).json();
    expect(books).toMatchObject({
      payment_intents: [{ id, status: 'succeeded' }],
      charges: [{ payment_intent: id, amount_refunded: 4_200 }],
      refunds: [{ payment_intent: id, status: 'succeeded' }],
    });
    expect(await (await fetch(own.sandbox.url)).text()).toContain(id);
    await own.end();
  });

  it('say that it is well, and serve the script to any page', async () => {
    expect(await (await fetch(`${world.sandbox.url}/_sandbox/health`)).json()).toEqual({ status: 'ok' });
    const script = await fetch(`${world.sandbox.url}/stripe.js`, {
      headers: { origin: 'http://localhost:3000' },
    });
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect(await script.text()).toContain('endive');
  });
});
