import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { aWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'), { pace: { debitMs: 3_600_000, refundMs: 3_600_000 } });
});
afterAll(() => world.end());

const { anIntent } = payerIn(() => world);

const page = async () => (await fetch(world.sandbox.url)).text();

/** Presses the button on the page that has this name, as a browser does. */
async function press(name: string, back = '/'): Promise<void> {
  const html = await page();
  const form = [...html.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].find(([all]) =>
    all.includes(`aria-label="${name}"`),
  );
  if (!form) throw new Error(`The page has no button ${name}`);
  const [, action = '', inside = ''] = form;
  const fields = [...inside.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams(Object.fromEntries(fields.map(([, key, value]) => [key, value])));
  const answer = await fetch(`${world.sandbox.url}${action}`, { method: 'POST', body, redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, back]);
}

const pay = (payment_method: string, currency = 'eur') =>
  anIntent({ currency, payment_method, confirm: true });
const retrieve = (id: string) => world.stripe.paymentIntents.retrieve(id);

it('lets a developer do what the dashboard does', async () => {
  const { id: open } = await anIntent();
  await press(`Cancel ${open}`);
  expect(await retrieve(open)).toMatchObject({ status: 'canceled' });
  const { id: paid } = await pay('pm_card_visa');
  await press(`Refund ${paid}`);
  const { data } = await world.stripe.refunds.list({ payment_intent: paid });
  expect(data).toMatchObject([{ amount: 4_200, metadata: {} }]);
  const [refund] = data;
  const again = `Charge ${String(refund?.charge)} has already been refunded.`;
  await press(`Refund ${paid}`, `/?refused=${encodeURIComponent(again)}`);
  expect(await (await fetch(`${world.sandbox.url}/?refused=${encodeURIComponent(again)}`)).text()).toContain(
    again,
  );
});

it('lets a developer play the bank', async () => {
  const { id: good } = await pay('pm_success_de');
  await press(`Let it succeed ${good}`);
  const { id: bad } = await pay('pm_success_de');
  await press(`Let it fail ${bad}`);
  expect([(await retrieve(good)).status, (await retrieve(bad)).status]).toEqual([
    'succeeded',
    'requires_payment_method',
  ]);
  const refunds: string[] = [];
  for (const nth of [1, 2]) {
    refunds.push((await world.stripe.refunds.create({ payment_intent: good, amount: nth })).id);
  }
  await press(`Let it arrive ${refunds[0]}`);
  await press(`Let it fail ${refunds[0]}`);
  await press(`Let it fail ${refunds[1]}`);
  expect(await world.stripe.refunds.retrieve(String(refunds[0]))).toMatchObject({
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
  });
  expect(await page()).toContain('expired_or_canceled_card');
});

it('lets a developer decide disputes', async () => {
  const { id } = await pay('pm_card_visa');
  await press(`Dispute ${id}`);
  await press(`Dispute ${id}`);
  await press(`Inquire ${id}`);
  await press(`Inquire ${id}`);
  const disputes = async () => (await world.stripe.disputes.list({ payment_intent: id })).data;
  const [escalated, closed, lost, won] = await disputes();
  await press(`Win ${won?.id}`);
  await press(`Lose ${lost?.id}`);
  await press(`Close ${closed?.id}`);
  await press(`Escalate ${escalated?.id}`);
  expect((await disputes()).map(({ status }) => status)).toEqual([
    'needs_response',
    'warning_closed',
    'lost',
    'won',
  ]);
});
