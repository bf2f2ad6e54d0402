import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Lane } from './bookings.ts';
import { book, type Product, pay } from './client.ts';
import { hour } from './tutors.ts';

/** When each event is delivered, in milliseconds after its turn: twice at nearly the same time, and late. */
const deliveries = [0, 5, 2_000] as const;

export type Answered = {
  /** Milliseconds until each delivery was answered. */
  readonly latencies: readonly number[];
  /** How many deliveries were the first word of their event. */
  readonly applied: number;
  /** How many were answered with anything but 200. */
  readonly refused: number;
};

/** So many events, so many a second; their lessons are those from hour `first` on. */
type Amount = { readonly count: number; readonly perSecond: number; readonly first: number };
type Run = { readonly product: Product; readonly lanes: readonly Lane[]; readonly webhookSecret: string };

/** Delivers the news of payments, each three times, while all that they set off goes on beside it. */
export async function measureWebhooks(run: Run, { count, perSecond, first }: Amount): Promise<Answered> {
  const { product, lanes } = run;
  await order(product, { webhooks: { drop: 1_000_000 } }); // we deliver, not the sandbox
  let next = 0;
  const paid = async ({ student, tutorId }: Lane) => {
    for (let nth = next++; nth < count; nth = next++) {
      await pay(product, await book(product, student, tutorId, hour(first + nth)));
    }
  };
  await Promise.all(lanes.map(paid));
  const events = await newestSuccesses(product, count);
  await order(product, { webhooks: { drop: 0 } });

  const latencies: number[] = [];
  let applied = 0;
  let refused = 0;
  const deliver = async (event: object) => {
    const began = performance.now();
    const response = await fetch(`${product.url}/api/webhooks/stripe`, letter(event, run.webhookSecret));
    const answer = await response.text();
    latencies.push(performance.now() - began);
    if (response.status !== 200) refused += 1;
    if (answer.includes('"APPLIED"')) applied += 1;
  };
  const started = performance.now();
  await Promise.all(
    events.flatMap((event, n) =>
      deliveries.map(async (delay) => {
        await sleep(started + (n * 1_000) / perSecond + delay - performance.now());
        await deliver(event);
      }),
    ),
  );
  return { latencies, applied, refused };
}

async function order({ stripeUrl }: Product, faults: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${stripeUrl}/_sandbox/faults`, { method: 'POST', headers, body: JSON.stringify(faults) });
}

const page = z.object({ data: z.array(z.looseObject({ id: z.string() })), has_more: z.boolean() });

/** The newest `count` events of money that came, as Stripe lists them: newest first, a hundred a page. */
async function newestSuccesses({ stripeUrl }: Product, count: number): Promise<object[]> {
  const found: z.infer<typeof page>['data'] = [];
  while (found.length < count) {
    const after = found.at(-1);
    const query = new URLSearchParams({ type: 'payment_intent.succeeded', limit: '100' });
    if (after) query.set('starting_after', after.id);
    const headers = { authorization: 'Bearer sk_test_bench' };
    const answer = page.parse(await (await fetch(`${stripeUrl}/v1/events?${query}`, { headers })).json());
    found.push(...answer.data);
    if (!answer.has_more) break;
  }
  if (found.length < count) throw new Error(`Only ${found.length} of ${count} payments succeeded`);
  return found.slice(0, count);
}

/** A delivery, signed as Stripe signs it. */
function letter(event: object, secret: string): RequestInit {
  const body = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1_000);
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${mac}` };
  return { method: 'POST', headers, body };
}
