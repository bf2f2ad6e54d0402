import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { type InngestSandbox, startInngestSandbox } from './sandbox.ts';
import {
  eventKey,
  type FunctionsOf,
  signingKey,
  startApp,
  startCountingWorld,
  startWorld,
  type World,
} from './testing.ts';

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

it('has an app registered by nobody who lacks the signing key', async () => {
  const { post, seen } = await startCounting();
  const body = { appName: 'evil', functions: [] };
  expect((await post('/fn/register', body)).status).toBe(401);
  expect((await post('/fn/register', body, { authorization: `Bearer ${signingKey}` })).status).toBe(401);
  expect((await post('/v1/checkpoint/x/async', { qi_id: '1', steps: [] })).status).toBe(401);
  expect(seen).toEqual([]);
});

it('keeps events with their sender until an app has registered', async () => {
  lone = await startInngestSandbox({
    databaseUrl: await createTestDatabase(inject('postgresUrl')),
    port: 0,
    sdkUrl: 'http://127.0.0.1:9/api/inngest',
  });
  const answer = await fetch(`${lone.url}/e/any`, { method: 'POST', body: JSON.stringify({ name: 'go' }) });
  expect(answer.status).toBe(503);
  expect(await readJson(`${lone.url}/health`)).toEqual({ status: 'ok', functions: 0 });
});

it('runs nothing when the app has another signing key', async () => {
  let calls = 0;
  const databaseUrl = await createTestDatabase(inject('postgresUrl'));
  const functionsOf: FunctionsOf = (inngest) => [
    inngest.createFunction({ id: 'count', retries: 0, triggers: [{ event: 'go' }] }, () => void calls++),
  ];
  world = await startWorld(databaseUrl, functionsOf);
  const stranger = await startApp(functionsOf, { key: `signkey-test-${'cd'.repeat(32)}` });
  await world.engine.stop();
  const engine = await startInngestSandbox({ ...world.options, sdkUrl: stranger.url });
  const answer = await fetch(`${engine.url}/e/${eventKey}`, { method: 'POST', body: '{"name":"go"}' });
  expect(answer.status).toBe(200);
  await engine.whenIdle();
  const { data } = await readJson(`${engine.url}/v1/runs`);
  expect(data).toMatchObject([{ status: 'Failed' }]);
  expect(calls).toBe(0);
  await engine.stop();
  await stranger.pause();
});

it('works unsigned with an SDK in dev mode', async () => {
  const seen: unknown[] = [];
  const app = await startApp(
    (inngest) => [
      inngest.createFunction({ id: 'dev', triggers: [{ event: 'go' }] }, ({ step }) =>
        step.run('a', () => seen.push('a')),
      ),
    ],
    { key: '' },
  );
  lone = await startInngestSandbox({
    databaseUrl: await createTestDatabase(inject('postgresUrl')),
    port: 0,
    sdkUrl: app.url,
    syncMs: 50,
  });
  app.connect(lone.url);
  await lone.whenSynced();
  await app.inngest.send({ name: 'go', data: {} });
  await lone.whenIdle();
  expect(seen).toEqual(['a']);
  await app.pause();
});

it('takes changed functions in place of the old ones', async () => {
  const { engine } = await start(
    (inngest) => [inngest.createFunction({ id: 'one', triggers: [{ event: 'go' }] }, () => {})],
    { syncMs: 60_000 },
  );
  const reloaded = await startApp((client) => [
    client.createFunction({ id: 'one', triggers: [{ event: 'go' }] }, () => {}),
    client.createFunction({ id: 'two', triggers: [{ cron: 'TZ=Europe/Berlin 0 3 * * *' }] }, () => {}),
  ]);
  reloaded.connect(engine.url);
  const put = () => fetch(reloaded.url, { method: 'PUT' }).then((answer) => answer.json());
  expect(await put()).toMatchObject({ modified: true });
  expect(await put()).toMatchObject({ modified: false });
  expect(await readJson(`${engine.url}/health`)).toMatchObject({ functions: 2 });
  await reloaded.pause();
});

it('calls each app where it says that it is, when it is told of none', async () => {
  const seen: string[] = [];
  const of = (id: string) =>
    startApp((inngest) => [
      inngest.createFunction({ id, triggers: [{ event: 'go' }] }, async ({ step }) => {
        await step.run('work', () => void seen.push(id));
      }),
    ]);
  const databaseUrl = await createTestDatabase(inject('postgresUrl'));
  lone = await startInngestSandbox({ databaseUrl, port: 0, eventKey, signingKey });
  await lone.whenSynced();
  const apps = [await of('one'), await of('two')];
  for (const app of apps) {
    app.connect(lone.url);
    expect((await fetch(app.url, { method: 'PUT' })).status).toBe(200);
    await app.inngest.send({ name: 'go', data: {} });
    await lone.whenIdle();
    await app.pause();
  }
  // Both call themselves "school": the second one took the place of the first.
  expect(seen).toEqual(['one', 'two']);
});

it('syncs an app that lets nobody but its engine do so, and tells once why one refuses', async () => {
  const functionsOf: FunctionsOf = (inngest) => [
    inngest.createFunction({ id: 'count', triggers: [{ event: 'go' }] }, () => {}),
  ];
  const app = await startApp(functionsOf, { anyoneMaySync: false });
  expect((await fetch(app.url, { method: 'PUT' })).status).toBe(401);
  const errors: string[] = [];
  const options = {
    databaseUrl: await createTestDatabase(inject('postgresUrl')),
    port: 0,
    sdkUrl: app.url,
    syncMs: 20,
  };
  const told = { onError: (error: unknown) => void errors.push(String(error)) };
  lone = await startInngestSandbox({ ...options, ...told, signingKey: `signkey-test-${'cd'.repeat(32)}` });
  await expect.poll(() => errors).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(errors).toEqual([expect.stringContaining('The app answered 401')]);
  await lone.stop();
  lone = await startInngestSandbox({ ...options, ...told, signingKey });
  app.connect(lone.url);
  await lone.whenSynced();
  await app.pause();
});

it.each([
  ['debounce', { debounce: { period: '5m' } }],
  ['rateLimit', { rateLimit: { limit: 1, period: '1m' } }],
  ['throttle', { throttle: { limit: 1, period: '1m' } }],
  ['idempotency', { idempotency: 'event.data.id' }],
  ['batchEvents', { batchEvents: { maxSize: 5, timeout: '5s' } }],
  ['cancel', { cancelOn: [{ event: 'stop' }] }],
  ['priority', { priority: { run: '1' } }],
  ['timeouts', { timeouts: { start: '1m' } }],
  ['singleton', { singleton: { mode: 'skip' } }],
  ['concurrency', { concurrency: { limit: 1, key: 'event.data.id' } }],
] as const)('refuses a function that uses %s, and says so', async (feature, options) => {
  const { engine } = await startCounting();
  const app = await startApp((inngest) => [
    inngest.createFunction(
      Object.assign({ id: 'fancy', triggers: [{ event: 'go' }] }, options as object),
      () => {},
    ),
  ]);
  app.connect(engine.url);
  const answer = await fetch(app.url, { method: 'PUT' });
  expect(answer.status).toBe(400);
  expect(JSON.parse(await answer.text()).message).toContain(`"school-fancy" uses ${feature}`);
  await app.pause();
});
