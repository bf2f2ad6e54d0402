import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { runPage, runsPage } from './page.ts';
import type { Reader, RunRow } from './reader.ts';

const pageSize = 50;
const statusNames = {
  QUEUED: 'Queued',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
} as const;

/** A run in the words of Inngest's REST API. */
const runJson = (run: RunRow) => ({
  run_id: run.id,
  function_id: run.functionId,
  status: statusNames[run.status],
  attempts: run.attempts,
  event_id: run.eventId,
  event_name: run.eventName,
  run_started_at: run.startedAt,
  ended_at: run.endedAt,
  output: run.output?.type === 'data' ? run.output.data : (run.output?.error ?? null),
});

const page = (c: Context, render: (nonce: string) => ReturnType<typeof runPage>) => {
  const nonce = randomBytes(16).toString('base64');
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'`,
  );
  c.header('Cache-Control', 'no-store');
  return c.html(render(nonce));
};

/** The page of runs for people, and the same as JSON. */
export function createViews(reader: Reader): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const runs = await reader.runs(pageSize + 1, c.req.query('before'));
    const shown = runs.slice(0, pageSize);
    const older = runs.length > pageSize ? shown.at(-1)?.id : undefined;
    return page(c, (nonce) => runsPage(shown, older, nonce));
  });
  app.get('/runs/:id', async (c) => {
    const run = await reader.run(c.req.param('id'));
    return run ? page(c, (nonce) => runPage(run, nonce)) : c.notFound();
  });
  app.get('/v1/runs', async (c) => {
    const limit = Math.min(Math.max(Number(c.req.query('limit')) || pageSize, 1), 1_000);
    return c.json({ data: (await reader.runs(limit)).map(runJson) });
  });
  app.get('/v1/runs/:id', async (c) => {
    const run = await reader.run(c.req.param('id'));
    return run ? c.json({ data: { ...runJson(run), event: run.event, steps: run.steps } }) : c.notFound();
  });
  app.get('/v1/events/:id/runs', async (c) =>
    c.json({ data: (await reader.runsOfEvent(c.req.param('id'))).map(runJson) }),
  );
  return app;
}
