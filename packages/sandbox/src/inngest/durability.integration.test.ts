import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import { ensureDatabase, startPostgres } from '../postgres/server.ts';
import { createTestDatabase, freePort } from '../postgres/testing.ts';
import { startInngestSandbox } from './sandbox.ts';
import { type FunctionsOf, startWorld, type World } from './testing.ts';

const minute = 60_000;

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

const start = async (functionsOf: FunctionsOf, options = {}) => {
  world = await startWorld(await createTestDatabase(inject('postgresUrl')), functionsOf, options);
  return world;
};

/** Something to wait for: `open` lets all that `passed` holds go on. */
const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
};

const sql = async (databaseUrl: string, text: string) => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

it('goes on after a restart in the middle of a sleep, without repeating a step', async () => {
  const seen: string[] = [];
  const { send, restart, clock } = await start((inngest) => [
    inngest.createFunction({ id: 'nap', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('before', () => void seen.push('before'));
      await step.sleep('nap', '10m');
      await step.run('after', () => void seen.push('after'));
    }),
  ]);
  await send('go');
  const engine = await restart();
  await engine.whenIdle();
  expect(seen).toEqual(['before']);
  clock.advance(10 * minute);
  await engine.whenIdle();
  expect(seen).toEqual(['before', 'after']);
});

it('fires a cron once for all firings that were missed, and not again after a restart', async () => {
  const fired: string[] = [];
  const { engine, restart, clock, advance } = await start((inngest) => [
    inngest.createFunction({ id: 'sweep', triggers: [{ cron: '0 * * * *' }] }, () => {
      fired.push(clock.now().toISOString().slice(11, 16));
    }),
  ]);
  await engine.whenIdle();
  clock.advance(3.5 * 60 * minute);
  await (await restart()).whenIdle();
  await (await restart()).whenIdle();
  expect(fired).toEqual(['13:30']);
  await advance(30 * minute);
  expect(fired).toEqual(['13:30', '14:00']);
});

it('lets an engine that lost its lease save nothing, and runs the rest on the one that took over', async () => {
  const seen: string[] = [];
  const [first, second] = [gate(), gate()];
  const { inngest, options, app } = await start((client) => [
    client.createFunction({ id: 'slow', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const turn = await step.run('slow', async () => {
        seen.push('slow');
        const turn = seen.length;
        await (turn === 1 ? first : second).passed;
        return turn;
      });
      await step.run('next', () => void seen.push(`next after ${turn}`));
      return turn;
    }),
  ]);
  await inngest.send({ name: 'go', data: {} });
  await expect.poll(() => seen).toEqual(['slow']);
  await sql(options.databaseUrl, "UPDATE inngest_sandbox.job SET leased_until = now() - interval '1 s'");
  const other = await startInngestSandbox({ ...options, syncMs: 60_000 });
  await expect.poll(() => seen).toEqual(['slow', 'slow']);
  first.open();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen).toEqual(['slow', 'slow']);
  app.connect(other.url);
  second.open();
  await other.whenIdle();
  expect(seen).toEqual(['slow', 'slow', 'next after 2']);
  expect(await world?.runs('slow')).toMatchObject([{ status: 'Completed', output: 2 }]);
  await other.stop();
});

it('keeps the lease of a step that takes long', async () => {
  let calls = 0;
  const { send } = await start(
    (inngest) => [
      inngest.createFunction({ id: 'long', triggers: [{ event: 'go' }] }, async () => {
        calls++;
        await new Promise((resolve) => setTimeout(resolve, 700));
      }),
    ],
    { leaseMs: 200, pollMs: 50 },
  );
  await send('go');
  expect(calls).toBe(1);
});

it('waits for an app that is away, using up no attempt', async () => {
  const attempts: number[] = [];
  const { inngest, engine, app, advance, runs } = await start((client) => [
    client.createFunction(
      { id: 'late', retries: 0, triggers: [{ event: 'go' }] },
      ({ attempt }) => void attempts.push(attempt),
    ),
  ]);
  await app.pause();
  await inngest.send({ name: 'go', data: {} });
  await engine.whenIdle();
  for (let i = 0; i < 5; i++) await advance(minute);
  expect(await runs('late')).toMatchObject([{ status: 'Running', attempts: 1 }]);
  await app.resume();
  await advance(minute);
  expect(attempts).toEqual([0]);
  expect(await runs('late')).toMatchObject([{ status: 'Completed' }]);
});

it('tries again soon after an app that died in the middle of a step', async () => {
  const seen: string[] = [];
  const held = gate();
  const { inngest, app, advance, runs } = await start((client) => [
    client.createFunction({ id: 'cut', retries: 1, triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('first', () => void seen.push('first'));
      await step.run('second', async () => {
        seen.push('second');
        if (seen.length === 2) await held.passed;
      });
    }),
  ]);
  await inngest.send({ name: 'go', data: {} });
  await expect.poll(() => seen).toEqual(['first', 'second']);
  await app.pause();
  await app.resume();
  await advance(1_000);
  expect(seen).toEqual(['first', 'second', 'second']);
  expect(await runs('cut')).toMatchObject([{ status: 'Completed', attempts: 2 }]);
});

it('fails a run whose app dies each time', async () => {
  let calls = 0;
  const { inngest, app, engine, runs } = await start((client) => [
    client.createFunction({ id: 'poison', retries: 0, triggers: [{ event: 'go' }] }, async () => {
      calls++;
      await new Promise(() => {});
    }),
  ]);
  await inngest.send({ name: 'go', data: {} });
  await expect.poll(() => calls).toBe(1);
  await app.pause();
  await app.resume();
  await engine.whenIdle();
  expect(await runs('poison')).toMatchObject([{ status: 'Failed' }]);
});

it('starts a function once for an event id', async () => {
  let calls = 0;
  const { send } = await start((inngest) => [
    inngest.createFunction({ id: 'once', triggers: [{ event: 'go' }] }, () => void calls++),
    inngest.createFunction({ id: 'too', triggers: [{ event: 'go' }] }, () => void calls++),
  ]);
  await send('go', {}, 'event-1');
  await send('go', {}, 'event-1');
  expect(calls).toBe(2);
  await send('go', {}, 'event-2');
  expect(calls).toBe(4);
});

it('fails a run of a function that is no longer registered', async () => {
  const { send, options, restart, clock } = await start((inngest) => [
    inngest.createFunction({ id: 'gone', triggers: [{ event: 'go' }] }, ({ step }) =>
      step.sleep('nap', '1m'),
    ),
  ]);
  await send('go');
  await sql(options.databaseUrl, "UPDATE inngest_sandbox.app SET functions = '[]'");
  await sql(options.databaseUrl, "UPDATE inngest_sandbox.job SET function_id = 'school-unknown'");
  clock.advance(minute);
  await (await restart()).whenIdle();
  expect(await world?.runs('gone')).toMatchObject([
    { status: 'Failed', output: { name: 'UnknownFunction' } },
  ]);
});

it('loses nothing when Postgres is killed and comes back', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'halfpast-engine-'));
  const port = await freePort();
  let postgres = await startPostgres({ dataDir, port, durable: true });
  await ensureDatabase(postgres, 'engine');
  const held = gate();
  const seen: string[] = [];
  world = await startWorld(postgres.url('engine'), (client) => [
    client.createFunction({ id: 'through', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('first', async () => {
        seen.push('first');
        await held.passed;
      });
      await step.run('second', () => void seen.push('second'));
    }),
  ]);
  await world.inngest.send({ name: 'go', data: {} });
  await expect.poll(() => seen).toEqual(['first']);
  await postgres.stop();
  held.open();
  postgres = await startPostgres({ dataDir, port, durable: true });
  await expect
    .poll(async () => (await world?.runs('through'))?.[0]?.status, { timeout: 15_000 })
    .toBe('Completed');
  expect(seen).toEqual(['first', 'second']);
  await world.stop();
  world = undefined;
  await postgres.stop();
  for (const left of [dataDir, `${dataDir}.password`]) rmSync(left, { recursive: true, force: true });
});
