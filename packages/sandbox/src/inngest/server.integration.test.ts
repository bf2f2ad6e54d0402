import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { openDatabase } from './database.ts';
import { type InngestSandbox, startInngestSandbox } from './sandbox.ts';
import { eventKey, type FunctionsOf, startCountingWorld, startWorld, type World } from './testing.ts';

let world: World | undefined;
let lone: InngestSandbox | undefined;
afterEach(async () => {
  await world?.stop();
  await lone?.stop();
  world = lone = undefined;
});

const start = async (functionsOf: FunctionsOf, options = {}) => {
  world = await startWorld(await createTestDatabase(inject('postgresUrl')), functionsOf, options);
  return world;
};

const readJson = async (url: string) => JSON.parse(await (await fetch(url)).text());

const startCounting = () => startCountingWorld(start);

it('takes events only with the event key', async () => {
  const { post, seen } = await startCounting();
  expect(await post('/e/forged', { name: 'go' })).toMatchObject({ status: 401 });
  expect(seen).toEqual([]);
  expect(await post(`/e/${eventKey}`, { name: 'go', data: { a: 1, _inngest: 'cut' } })).toMatchObject({
    status: 200,
    body: { status: 200, ids: [expect.stringMatching(/^[0-9A-Z]{26}$/)] },
  });
  expect(seen).toEqual([{ a: 1 }]);
});

it.each([
  ['a name of the engine’s own', [{ name: 'inngest/function.failed', data: {} }]],
  ['no name', { data: {} }],
  ['data that is no object', { name: 'go', data: 'text' }],
  ['what is not JSON', '{'],
])('refuses an event with %s', async (_, body) => {
  const { post, seen } = await startCounting();
  expect((await post(`/e/${eventKey}`, body)).status).toBe(400);
  expect(seen).toEqual([]);
});

it('refuses a body beyond the limit', async () => {
  const { post } = await startCounting();
  const answer = fetch(`${world?.engine.url}/e/${eventKey}`, { method: 'POST', body: 'x'.repeat(5_000_000) });
  expect((await answer).status).toBe(413);
  expect((await post('/nowhere', {})).status).toBe(404);
});

it('counts a request once that the SDK sends again after a lost answer', async () => {
  const { post, seen } = await startCounting();
  const seed = { 'x-inngest-event-id-seed': `1767000000000,${Buffer.alloc(10, 7).toString('base64')}` };
  const first = await post(`/e/${eventKey}`, [{ name: 'go' }, { name: 'go' }], seed);
  const second = await post(`/e/${eventKey}`, [{ name: 'go' }, { name: 'go' }], seed);
  expect(first.body.ids).toEqual(second.body.ids);
  expect(new Set(first.body.ids).size).toBe(2);
  expect(seen).toHaveLength(2);
});

it('refuses a checkpoint of a lease that is gone', async () => {
  lone = await startInngestSandbox({
    databaseUrl: await createTestDatabase(inject('postgresUrl')),
    port: 0,
    sdkUrl: 'http://127.0.0.1:9/api/inngest',
  });
  const post = (body: unknown) =>
    fetch(`${lone?.url}/v1/checkpoint/run/async`, { method: 'POST', body: JSON.stringify(body) });
  const step = { id: 'a', op: 'StepRun', data: 1 };
  expect((await post({ qi_id: '12', steps: [step] })).status).toBe(409);
  expect((await post({ qi_id: '12', steps: [{ ...step, op: 'Sleep', name: '1m' }] })).status).toBe(400);
  expect((await post({ qi_id: "1' OR 1", steps: [step] })).status).toBe(400);
});

it('shows runs newest first, and a run with its event and steps, with nothing left unescaped', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const { send, engine, runs } = await start((inngest) => [
    inngest.createFunction(
      { id: 'show', retries: 0, triggers: [{ event: 'show' }] },
      async ({ event, step }) => {
        await step.run(evil, () => event.data.text);
        await step.sleep('done-soon', '1s');
        await step.waitForEvent('answer', { event: 'answer', timeout: '5m' });
        throw new Error(evil);
      },
    ),
    inngest.createFunction({ id: 'many', triggers: [{ event: 'many' }] }, () => 1),
  ]);
  const html = async (path: string) => (await fetch(`${engine.url}${path}`)).text();
  expect(await html('/')).toContain('Nothing has run yet');
  const eventId = await send('show', { text: evil });
  const [run] = await runs('show');
  expect(await html(`/runs/${run?.run_id}`)).toContain('sleeping');
  await world?.advance(1_000);
  expect(await html(`/runs/${run?.run_id}`)).toContain('waits for answer until');
  await send('answer');
  const page = await html(`/runs/${run?.run_id}`);
  expect(page).toContain('failed');
  expect(page).toContain('&lt;img');
  expect(page).not.toContain('<img');
  const ofEvent = await readJson(`${engine.url}/v1/events/${eventId}/runs`);
  expect(ofEvent.data).toMatchObject([{ run_id: run?.run_id, status: 'Failed' }]);
  const one = await readJson(`${engine.url}/v1/runs/${run?.run_id}`);
  expect(one.data).toMatchObject({
    event: { name: 'show' },
    steps: [{ name: evil, status: 'DONE' }, {}, {}],
  });
  expect((await fetch(`${engine.url}/runs/none`)).status).toBe(404);
  expect((await fetch(`${engine.url}/v1/runs/none`)).status).toBe(404);

  await world?.inngest.send(Array.from({ length: 60 }, () => ({ name: 'many', data: {} })));
  await engine.whenIdle();
  const list = await html('/');
  expect(list).not.toContain('school-show');
  const older = /href="(\/\?before=[^"]+)"/.exec(list)?.[1];
  expect(await html(older ?? '')).toContain('school-show');
  expect((await readJson(`${engine.url}/v1/runs?limit=7`)).data).toHaveLength(7);
});

it('answers 500 and goes on looking when its tables are gone', async () => {
  const errors: unknown[] = [];
  const databaseUrl = await createTestDatabase(inject('postgresUrl'));
  lone = await startInngestSandbox({
    databaseUrl,
    port: 0,
    sdkUrl: 'http://127.0.0.1:9/api/inngest',
    pollMs: 10,
    onError: (error) => errors.push(error),
  });
  const database = await openDatabase(databaseUrl, 1);
  await database.query({ name: 'drop', text: 'DROP SCHEMA inngest_sandbox CASCADE' });
  await database.close();
  const answer = await fetch(`${lone.url}/v1/runs`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('relation');
  await expect.poll(() => errors.length).toBeGreaterThan(3);
});

it('says which port is taken', async () => {
  const { engine, options } = await startCounting();
  const port = Number(new URL(engine.url).port);
  await expect(startInngestSandbox({ ...options, port })).rejects.toThrow(`${port}`);
});
