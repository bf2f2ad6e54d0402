import { describe, expect, it } from 'vitest';
import { runPage, runsPage } from './page.ts';
import type { RunDetails, StepRow } from './reader.ts';

const at = new Date('2026-03-02T10:00:00Z');
const later = new Date('2026-03-02T10:00:01.500Z');

const step = (given: Partial<StepRow>): StepRow => ({
  id: 'a',
  name: 'book-slot',
  op: 'StepRun',
  status: 'DONE',
  state: null,
  attempts: 1,
  awaitedEvent: null,
  until: null,
  startedAt: at,
  endedAt: null,
  ...given,
});

const run = (given: Partial<RunDetails>): RunDetails => ({
  id: '01RUN',
  functionId: 'school-book',
  status: 'COMPLETED',
  attempts: 1,
  output: null,
  eventId: '01EVENT',
  eventName: 'go',
  queuedAt: at,
  startedAt: at,
  endedAt: later,
  event: { id: 'e', name: 'go', data: {}, ts: 0 },
  nextAt: null,
  steps: [],
  ...given,
});

const page = async (given: Partial<RunDetails>) => String(await runPage(run(given), 'nonce'));

describe('the page of a run', () => {
  it('tells how long it took', async () => {
    expect(await page({})).toContain('1.5 s');
    expect(await page({ endedAt: new Date(at.getTime() + 20) })).toContain('20 ms');
    expect(await page({ endedAt: null })).toContain('<dd>–</dd>');
  });

  it('tells when it goes on', async () => {
    expect(await page({ nextAt: later })).toContain('Goes on');
    expect(await page({})).not.toContain('Goes on');
  });

  it('shows what came out: data as JSON, an error as it would stand in a terminal', async () => {
    expect(await page({ output: { type: 'data', data: { a: '<b>' } } })).toContain('&quot;&lt;b&gt;&quot;');
    const error = { name: 'Error', message: 'refused' };
    expect(await page({ output: { type: 'error', error } })).toContain('<pre>Error: refused</pre>');
    expect(await page({ output: { type: 'error', error: { ...error, stack: 'at book' } } })).toContain(
      '<pre>at book</pre>',
    );
    expect(await page({ output: { type: 'error', error: 'text' } })).toContain('&quot;text&quot;');
  });

  it.each([
    [{ state: { type: 'data', data: 7 } }, '<pre>7</pre>'],
    [{ status: 'WAITING', awaitedEvent: 'paid', until: later }, 'waits for paid until'],
    [{ status: 'SLEEPING', until: later }, 'until <time'],
    [{ status: 'PLANNED' }, 'planned'],
  ] as const)('shows a step %j', async (given, expected) => {
    expect(await page({ steps: [step(given)] })).toContain(expected);
  });
});

it('shows no link to older runs when there are none', async () => {
  expect(String(await runsPage([run({})], undefined, 'nonce'))).not.toContain('Older');
  expect(String(await runsPage([run({})], '01RUN', 'nonce'))).toContain('/?before=01RUN');
});
