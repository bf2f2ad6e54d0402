import { afterEach, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../postgres/testing.ts';
import { startWorld, type World } from './testing.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

it('runs the steps of a function in their order, each once', async () => {
  const seen: string[] = [];
  world = await startWorld(await createTestDatabase(inject('postgresUrl')), (inngest) => [
    inngest.createFunction(
      { id: 'greet', triggers: [{ event: 'student/joined' }] },
      async ({ event, step }) => {
        const name = await step.run('find-name', () => {
          seen.push('find-name');
          return `${event.data.first} Doe`;
        });
        await step.run('greet', () => void seen.push(`hello ${name}`));
        await step.sleep('rest', '10m');
        await step.run('part', () => void seen.push(`goodbye ${name}`));
        return name;
      },
    ),
    inngest.createFunction(
      { id: 'tick', triggers: [{ cron: '*/5 * * * *' }] },
      async () => void seen.push('tick'),
    ),
  ]);
  await world.engine.whenSynced();
  await world.inngest.send({ name: 'student/joined', data: { first: 'Ann' } });
  await world.engine.whenIdle();
  expect(seen).toEqual(['find-name', 'hello Ann Doe']);
  await world.advance(4 * 60_000);
  expect(seen).toEqual(['find-name', 'hello Ann Doe']);
  await world.advance(60_000);
  expect(seen.slice(2)).toEqual(['tick']);
  await world.advance(5 * 60_000);
  expect(seen.slice(3).sort()).toEqual(['goodbye Ann Doe', 'tick']);
});
