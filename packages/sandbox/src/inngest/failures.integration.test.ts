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
])('when something fails, the engine, $protocol', ({ checkpointing }) => {
  const start = async (functionsOf: FunctionsOf) => {
    world = await startWorld(await createTestDatabase(inject('postgresUrl')), functionsOf, { checkpointing });
    return world;
  };

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
});
