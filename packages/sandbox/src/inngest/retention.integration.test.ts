import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { openDatabase } from './database.ts';
import { prune } from './retention.ts';
import { startWorld, type World } from './testing.ts';

const day = 24 * 60 * 60_000;

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

it('drops what ended a week ago, and keeps what is still under way', async () => {
  const databaseUrl = await createTestDatabase(inject('postgresUrl'));
  let calls = 0;
  world = await startWorld(databaseUrl, (inngest) => [
    inngest.createFunction({ id: 'short', triggers: [{ event: 'go' }] }, ({ step }) =>
      step.run('count', () => calls++),
    ),
    inngest.createFunction({ id: 'long', triggers: [{ event: 'go' }] }, ({ step }) =>
      step.sleep('long', '30d'),
    ),
  ]);
  const { send, advance, clock, runs } = world;
  await send('go', {}, 'same');
  await send('unheard');
  const database = await openDatabase(databaseUrl, 1);
  const events = async () =>
    (
      await database.query<{ name: string }>({ name: 'events', text: 'SELECT name FROM event ORDER BY name' })
    ).map(({ name }) => name);

  await advance(day + 1);
  await prune(database, clock.now());
  await send('go', {}, 'same');
  expect(calls).toBe(2);
  expect(await runs('short')).toHaveLength(2);

  await advance(7 * day + 1);
  await prune(database, clock.now());
  expect(await runs('short')).toHaveLength(0);
  expect(await runs('long')).toHaveLength(2);
  expect(await events()).toEqual(['go', 'go']);
  await database.close();
});
