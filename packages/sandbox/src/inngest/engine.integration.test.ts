import { afterEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { type FunctionsOf, startWorld, type World } from './testing.ts';

const second = 1_000;
const minute = 60 * second;

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

describe.each([
  { protocol: 'saving as the SDK goes', checkpointing: true },
  { protocol: 'one call a step', checkpointing: false },
])('the engine, $protocol', ({ checkpointing }) => {
  const start = async (functionsOf: FunctionsOf) => {
    world = await startWorld(await createTestDatabase(inject('postgresUrl')), functionsOf, { checkpointing });
    return world;
  };

  it('runs the steps of a function in their order, each once', async () => {
    const seen: string[] = [];
    const { send, runs } = await start((inngest) => [
      inngest.createFunction(
        { id: 'greet', triggers: [{ event: 'student/joined' }] },
        async ({ event, step }) => {
          const name = await step.run('find-name', () => {
            seen.push('find-name');
            return `${event.data.first} Doe`;
          });
          await step.run('greet', () => void seen.push(`hello ${name}`));
          await step.run('greet', () => void seen.push(`again ${name}`));
          return { name };
        },
      ),
    ]);
    await send('student/joined', { first: 'Ann' });
    expect(seen).toEqual(['find-name', 'hello Ann Doe', 'again Ann Doe']);
    expect(await runs('greet')).toMatchObject([
      { status: 'Completed', attempts: 1, output: { name: 'Ann Doe' } },
    ]);
  });

  it('sleeps for a duration and until an instant', async () => {
    const seen: string[] = [];
    const { send, advance } = await start((inngest) => [
      inngest.createFunction({ id: 'wait', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sleep('ten-minutes', '10m');
        seen.push('ten minutes');
        await step.sleepUntil('noon', '2026-03-02T12:00:00Z');
        await step.run('noon-work', () => void seen.push('noon'));
      }),
    ]);
    await send('go');
    await advance(10 * minute - 1);
    expect(seen).toEqual([]);
    await advance(1);
    expect(seen).toEqual(['ten minutes']);
    await advance(110 * minute);
    expect(seen).toContain('noon');
  });

  it('runs parallel steps each once, beside sleeps, and goes on when all are done', async () => {
    const seen: string[] = [];
    const { send, advance, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'both', triggers: [{ event: 'go' }] }, async ({ step }) => {
        const branch = async (name: string) => {
          const first = await step.run(`${name}-1`, () => {
            seen.push(`${name}-1`);
            return name;
          });
          return step.run(`${name}-2`, () => {
            seen.push(`${name}-2`);
            return first.toUpperCase();
          });
        };
        const [a, b] = await Promise.all([branch('a'), branch('b'), step.sleep('rest', '1m')]);
        await step.run('last', () => void seen.push('last'));
        return a + b;
      }),
    ]);
    await send('go');
    expect([...seen].sort()).toEqual(['a-1', 'a-2', 'b-1', 'b-2']);
    await advance(minute);
    expect(seen).toHaveLength(5);
    expect(await runs('both')).toMatchObject([{ status: 'Completed', output: 'AB' }]);
  });

  it('sends events from a step, which start other functions', async () => {
    const seen: unknown[] = [];
    const { send } = await start((inngest) => [
      inngest.createFunction({ id: 'teller', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.sendEvent('tell', { name: 'told', data: { what: 'news' } });
      }),
      inngest.createFunction(
        { id: 'listener', triggers: [{ event: 'told' }] },
        ({ event }) => void seen.push(event.data.what),
      ),
    ]);
    await send('go');
    expect(seen).toEqual(['news']);
  });

  it('ends a wait with the event that fits, and with nothing when none comes in time', async () => {
    const seen: unknown[] = [];
    const { send, advance } = await start((inngest) => [
      inngest.createFunction(
        { id: 'wait', triggers: [{ event: 'booking/requested' }] },
        async ({ event, step }) => {
          const paid = await step.waitForEvent('paid', {
            event: 'payment/completed',
            timeout: '15m',
            if: 'event.data.bookingId == async.data.bookingId',
          });
          seen.push([event.data.bookingId, paid?.data.by ?? null]);
        },
      ),
    ]);
    await send('booking/requested', { bookingId: 'b1' });
    await send('booking/requested', { bookingId: 'b2' });
    await send('payment/completed', { bookingId: 'b3', by: 'nobody' });
    await send('payment/completed', { bookingId: 'b1', by: 'Ann' });
    await send('payment/completed', { bookingId: 'b1', by: 'Ann again' });
    expect(seen).toEqual([['b1', 'Ann']]);
    await advance(15 * minute);
    expect(seen).toEqual([
      ['b1', 'Ann'],
      ['b2', null],
    ]);
  });

  it('sees an event that came while its wait was being written', async () => {
    const seen: unknown[] = [];
    const { send } = await start((inngest) => [
      inngest.createFunction({ id: 'wait', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await inngest.send({ name: 'early', data: { came: 'early' } });
        const early = await step.waitForEvent('early', { event: 'early', timeout: '1h' });
        seen.push(early?.data.came);
      }),
    ]);
    await send('go');
    expect(seen).toContain('early');
  });

  it('starts a function only for events that its condition fits', async () => {
    const seen: unknown[] = [];
    const { send } = await start((inngest) => [
      inngest.createFunction(
        {
          id: 'big',
          triggers: [{ event: 'paid', if: 'event.data.amount >= 100 && event.data.currency == "EUR"' }],
        },
        ({ event }) => void seen.push(event.data.amount),
      ),
    ]);
    await send('paid', { amount: 99, currency: 'EUR' });
    await send('paid', { amount: 100, currency: 'USD' });
    await send('paid', { amount: 101, currency: 'EUR' });
    expect(seen).toEqual([101]);
  });

  it('runs no more calls of a function at once than it allows', async () => {
    let now = 0;
    let most = 0;
    const { send, inngest, engine } = await start((client) => [
      client.createFunction({ id: 'narrow', concurrency: 2, triggers: [{ event: 'go' }] }, async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 20));
        now--;
      }),
    ]);
    await inngest.send(Array.from({ length: 8 }, () => ({ name: 'go', data: {} })));
    await engine.whenIdle();
    await send('other');
    expect(most).toBe(2);
  });
});
