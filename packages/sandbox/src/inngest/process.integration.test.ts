import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase, freePort } from '../postgres/testing.ts';
import { type App, eventKey, signingKey, startApp } from './testing.ts';

let app: App | undefined;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await app?.pause();
  app = undefined;
});

const startEngine = async (databaseUrl: string, port: number, sdkUrl: string) => {
  const child = fork(path.join(import.meta.dirname, '..', 'main-inngest.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      SANDBOX_DATABASE_URL: databaseUrl,
      INNGEST_SANDBOX_PORT: `${port}`,
      INNGEST_SDK_URL: sdkUrl,
      INNGEST_EVENT_KEY: eventKey,
      INNGEST_SIGNING_KEY: signingKey,
    },
  });
  children.push(child);
  if (child.stdout) await once(child.stdout, 'data');
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
  killed.kill('SIGKILL');
  await once(killed, 'exit');

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
