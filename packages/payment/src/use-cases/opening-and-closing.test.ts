import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOrder } from '../testing/orders.ts';
import { aPaymentWorld } from '../testing/payment-world.ts';
import type { Fault } from '../testing/stripe-in-memory.ts';

const faults = fc.array(
  fc.option(fc.constantFrom<Fault>('request lost', 'answer lost', 'refused', 'key reused'), {
    nil: undefined,
  }),
  { maxLength: 12 },
);
const callers = fc.array(fc.constantFrom('create', 'close'), { minLength: 1, maxLength: 5 });

describe('opening, paying and closing at once, with calls and answers lost', () => {
  it('never leaves two payable intents, nor one behind a CLOSED', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        callers,
        faults,
        fc.boolean(),
        async (scheduler, asked, lost, pays) => {
          const world = aPaymentWorld(() => scheduler.schedule(Promise.resolve()));
          world.stripe.faults.push(...lost);
          const order = anOrder();
          const handedOut = new Set<string>();
          const closed: string[] = [];

          const pay = (intentId: string) => {
            if (world.stripe.intents.get(intentId)?.state.status !== 'OPEN') return;
            expect(closed).not.toContain('CLOSED');
            world.stripe.setState(intentId, {
              status: 'SUCCEEDED',
              amountReceived: 4500,
              currencyReceived: 'EUR',
            });
          };
          const create = async () => {
            const opening = await world.create(order).catch(() => undefined);
            if (opening?.status !== 'OPEN') return;
            const intentId = opening.clientSecret.replace('_secret', '');
            handedOut.add(intentId);
            await scheduler.schedule(Promise.resolve());
            if (pays) pay(intentId);
          };
          const close = async () => {
            const answer = await world.close(order).catch(() => undefined);
            if (answer) closed.push(answer);
          };
          const all = Promise.all(asked.map((ask) => (ask === 'create' ? create() : close())));
          await scheduler.waitFor(all);

          expect(handedOut.size).toBeLessThanOrEqual(1);
          const payable = () =>
            [...handedOut].filter((id) => world.stripe.intents.get(id)?.state.status === 'OPEN');
          if (closed.includes('CLOSED')) expect(payable()).toEqual([]);

          world.stripe.faults.length = 0;
          const end = await scheduler.waitFor(world.close(order));
          const paid = [...world.stripe.intents.values()].some(({ state }) => state.status === 'SUCCEEDED');
          expect(end).toBe(paid ? 'PAID' : 'CLOSED');
          expect(payable()).toEqual([]);
          expect(await scheduler.waitFor(world.close(order))).toBe(end);
        },
      ),
      { numRuns: 500 },
    );
  });
});
