import { NonRetriableError, RetryAfterError } from 'inngest';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { type FunctionsOf, startWorld, type World } from './testing.ts';

type FailureContext = { event: { data: { event: { data: { of?: string } } } }; error: Error };

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

  it('tries a failing step again, later each time, and goes on when it succeeds', async () => {
    const tries: Date[] = [];
    const { send, advance, clock, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'fetch', retries: 3, triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.run('before', () => 1);
        const got = await step.run('flaky', () => {
          tries.push(clock.now());
          if (tries.length < 3) throw new Error('not yet');
          return 'got it';
        });
        await step.run('after', () => 1);
        return got;
      }),
    ]);
    await send('go');
    await advance(15 * second - 1);
    expect(tries).toHaveLength(1);
    await advance(1);
    expect(tries).toHaveLength(2);
    await advance(30 * second);
    expect(tries).toHaveLength(3);
    expect(await runs('fetch')).toMatchObject([{ status: 'Completed', output: 'got it', attempts: 3 }]);
  });

  it('comes back when a step says when', async () => {
    const tries: number[] = [];
    const { send, advance, clock } = await start((inngest) => [
      inngest.createFunction({ id: 'limited', triggers: [{ event: 'go' }] }, ({ step }) =>
        step.run('limited', () => {
          tries.push(clock.now().getTime());
          if (tries.length === 1) throw new RetryAfterError('too many', '90s');
        }),
      ),
    ]);
    await send('go');
    await advance(89 * second);
    expect(tries).toHaveLength(1);
    await advance(second);
    expect(tries).toHaveLength(2);
  });

  it('hands a step that failed for good to the function, which compensates', async () => {
    const seen: string[] = [];
    const { send, advance, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'saga', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.run('charge', () => void seen.push('charge'));
        for (const [id, error] of [
          ['never', new NonRetriableError('refused')],
          ['exhausted', new Error('down')],
        ] as const) {
          try {
            await step.run(id, () => {
              seen.push(id);
              throw error;
            });
          } catch (failure) {
            const message = failure instanceof Error ? failure.message : '';
            await step.run(`undo-${id}`, () => void seen.push(`undo after ${message}`));
          }
        }
        return 'compensated';
      }),
    ]);
    await send('go');
    await advance(15 * second);
    expect(seen).toEqual([
      'charge',
      'never',
      'undo after refused',
      'exhausted',
      'exhausted',
      'undo after down',
    ]);
    expect(await runs('saga')).toMatchObject([{ status: 'Completed', output: 'compensated' }]);
  });

  it('tries a function again that throws outside of its steps, then tells its onFailure once', async () => {
    const seen: string[] = [];
    const { send, advance, runs } = await start((inngest) => [
      inngest.createFunction(
        {
          id: 'broken',
          retries: 1,
          triggers: [{ event: 'go' }],
          onFailure: ({ event, error }: FailureContext) =>
            void seen.push(`${event.data.event.data.of}: ${error.message}`),
        },
        async ({ step }) => {
          await step.run('once', () => void seen.push('once'));
          throw new Error('broken');
        },
      ),
      inngest.createFunction(
        {
          id: 'other',
          retries: 0,
          triggers: [{ event: 'never' }],
          onFailure: () => void seen.push('of another'),
        },
        () => {},
      ),
    ]);
    await send('go', { of: 'run' });
    expect(await runs('broken')).toMatchObject([{ status: 'Running' }]);
    await advance(15 * second);
    await advance(60 * minute);
    expect(seen).toEqual(['once', 'run: broken']);
    expect(await runs('broken')).toMatchObject([{ status: 'Failed', output: { message: 'broken' } }]);
    expect(await runs('broken-failure')).toMatchObject([{ status: 'Completed' }]);
  });

  it('fails a function at once that throws what is not to be tried again', async () => {
    let calls = 0;
    const { send, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'refused', triggers: [{ event: 'go' }] }, () => {
        calls++;
        throw new NonRetriableError('no');
      }),
    ]);
    await send('go');
    expect(calls).toBe(1);
    expect(await runs('refused')).toMatchObject([{ status: 'Failed', output: { message: 'no' } }]);
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

  it('tries a failing parallel step again without its siblings', async () => {
    const seen: string[] = [];
    const { send, advance, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'both', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
        const results = await Promise.allSettled([
          step.run('good', () => void seen.push('good')),
          step.run('bad', () => {
            seen.push('bad');
            throw new Error('bad');
          }),
        ]);
        return results.map(({ status }) => status);
      }),
    ]);
    await send('go');
    await advance(15 * second);
    expect([...seen].sort()).toEqual(['bad', 'bad', 'good']);
    expect(await runs('both')).toMatchObject([{ status: 'Completed', output: ['fulfilled', 'rejected'] }]);
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

  it('fails a run that asks for what the engine lacks, and says what', async () => {
    const { send, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'caller', triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.invoke('call', {
          function: inngest.createFunction({ id: 'x', triggers: [] }, () => 1),
          data: {},
        });
      }),
    ]);
    await send('go');
    expect(await runs('caller')).toMatchObject([
      { status: 'Failed', output: { message: 'This engine does not have "InvokeFunction"' } },
    ]);
  });

  it('fails a run whose wait it can not read, and says why', async () => {
    const { send, runs } = await start((inngest) => [
      inngest.createFunction({ id: 'wait', triggers: [{ event: 'go' }] }, ({ step }) =>
        step.waitForEvent('paid', { event: 'paid', timeout: '1m', if: 'size(async.data.list) > 1' }),
      ),
    ]);
    await send('go');
    expect(await runs('wait')).toMatchObject([
      {
        status: 'Failed',
        output: { name: 'ProtocolError', message: expect.stringContaining('goes beyond') },
      },
    ]);
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
