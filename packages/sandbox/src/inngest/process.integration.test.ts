import { once } from 'node:events';
import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase, freePort } from '../postgres/testing.ts';
import { type App, startApp } from './testing.ts';
import { type EngineProcess, spawnEngine } from './testing-process.ts';

let app: App | undefined;
const children: EngineProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await child.killHard();
  await app?.pause();
  app = undefined;
});

const startEngine = async (databaseUrl: string, port: number, sdkUrl: string) => {
  const child = await spawnEngine(databaseUrl, port, sdkUrl);
  children.push(child);
  return child;
};

it('finishes after a kill -9 what it had begun, and stops when told to or when its parent goes', async () => {
  const seen: string[] = [];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  app = await startApp((inngest) => [
    inngest.createFunction({ id: 'book', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.run('first', () => void seen.push('first'));
      await step.run('second', async () => {
        seen.push('second');
        if (seen.length === 2) await held;
      });
      await step.run('third', () => void seen.push('third'));
    }),
  ]);
  const [databaseUrl, port] = [await createTestDatabase(inject('postgresUrl')), await freePort()];
  app.connect(`http://127.0.0.1:${port}`);
  const killed = await startEngine(databaseUrl, port, app.url);
  await expect
    .poll(() => app?.inngest.send({ name: 'go', data: {} }).catch(() => undefined), { timeout: 15_000 })
    .toBeTruthy();
  await expect.poll(() => seen).toEqual(['first', 'second']);
  await killed.killHard();

  const second = await startEngine(databaseUrl, port, app.url);
  await expect.poll(() => seen, { timeout: 20_000 }).toEqual(['first', 'second', 'second', 'third']);
  letGo();
  second.kill('SIGTERM');
  expect(await once(second, 'exit')).toEqual([0, null]);

  const third = await startEngine(databaseUrl, port, app.url);
  third.disconnect();
  expect(await once(third, 'exit')).toEqual([0, null]);
  expect(seen).toEqual(['first', 'second', 'second', 'third']);
});
