import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, freePort } from '../postgres/testing.ts';
import { type App, startApp } from './testing.ts';
import { type EngineProcess, spawnEngine } from './testing-process.ts';

const kills = 6;
const eventsBetween = 8;

let app: App | undefined;
let engine: EngineProcess | undefined;
afterEach(async () => {
  await engine?.killHard();
  await app?.pause();
});

const answer = z.object({
  data: z.array(z.object({ status: z.string(), output: z.unknown(), event_id: z.string() })),
});

it('loses nothing, and changes nothing that a step has reported, whenever it is killed', {
  timeout: 180_000,
}, async () => {
  const ran = new Map<string, number[]>();
  let marks = 0;
  /** What a step answers is another number each time that it runs. */
  const mark = (what: string) => {
    marks += 1;
    ran.set(what, [...(ran.get(what) ?? []), marks]);
    return marks;
  };
  const ended: { n: number; first: number; told: number; both: number[] }[] = [];
  app = await startApp((inngest) => [
    inngest.createFunction({ id: 'work', triggers: [{ event: 'work' }] }, async ({ event, step }) => {
      const n = Number(event.data.n);
      const first = await step.run('first', () => mark(`first ${n}`));
      const told = await step.run('tell', () => {
        mark(`tell ${n}`);
        return first;
      });
      await step.sleep('nap', '1s');
      const both = await Promise.all([
        step.run('left', () => mark(`left ${n}`)),
        step.run('right', () => mark(`right ${n}`)),
      ]);
      ended.push({ n, first, told, both });
      return n;
    }),
  ]);
  const [databaseUrl, port] = [await createTestDatabase(inject('postgresUrl')), await freePort()];
  app.connect(`http://127.0.0.1:${port}`);

  let sent = 0;
  for (let kill = 0; kill <= kills; kill++) {
    engine = await spawnEngine(databaseUrl, port, app.url);
    for (let n = 0; n < eventsBetween; n++) {
      await sendUntilTaken(app, sent);
      sent += 1;
      await sleep((kill * 17 + n * 13) % 60); // so that it dies in the middle of one thing or another
    }
    if (kill < kills) await engine.killHard();
  }

  const runs = async () =>
    answer.parse(await (await fetch(`http://127.0.0.1:${port}/v1/runs?limit=1000`)).json()).data;
  await expect
    .poll(async () => (await runs()).filter(({ status }) => status === 'Completed').length, {
      timeout: 120_000,
      interval: 200,
    })
    .toBe(sent);
  const outputs = (await runs()).map(({ output }) => Number(output)).sort((a, b) => a - b);
  expect(outputs).toEqual(Array.from({ length: sent }, (_, n) => n));
  for (const { n, first, told, both } of ended) {
    expect(told).toBe(first);
    expect(ran.get(`first ${n}`)).toContain(first);
    expect([
      ran.get(`left ${n}`)?.includes(both[0] ?? 0),
      ran.get(`right ${n}`)?.includes(both[1] ?? 0),
    ]).toEqual([true, true]);
  }
  expect(new Set(ended.map(({ n }) => n)).size).toBe(sent);
  expect(ran.size).toBe(4 * sent);
});

/** Under one id, however often it has to be said. */
async function sendUntilTaken({ inngest }: App, n: number): Promise<void> {
  await expect
    .poll(
      () =>
        inngest.send({ id: `event-${n}`, name: 'work', data: { n } }).then(
          () => true,
          () => false,
        ),
      {
        timeout: 30_000,
        interval: 50,
      },
    )
    .toBe(true);
}
