import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { send } from '../testing/client.ts';
import { type Cast, gather } from './cast.ts';

/** What a route answers to nobody, student, other student, the tutor, other tutor, operator; or who else looks after it. */
const table: Record<string, string> = {
  'auth/[...all]': 'Better Auth',
  'calendar/[sessionId]': 'UNAUTHENTICATED shown NOT_FOUND shown NOT_FOUND NOT_FOUND',
  graphql: 'the table of fields',
  'graphql/[subgraph]': 'the table of fields',
  health: 'shown shown shown shown shown shown',
  inngest: 'Inngest’s signature',
  'trpc/[trpc]': 'the table of procedures',
  'webhooks/stripe': 'Stripe’s signature',
};

/** How each route is asked that answers people itself. */
const asked: Record<string, (cast: Cast) => string> = {
  'calendar/[sessionId]': ({ lesson }) => `/api/calendar/${lesson.sessionId}`,
  health: () => '/api/health',
};

let cast: Cast;
beforeAll(async () => {
  cast = await gather(inject('postgresUrl'));
});
afterAll(() => cast.world.end());

describe('every route', () => {
  it('has a row', () => {
    const folder = path.join(import.meta.dirname, '../../app/api');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const routes = files
      .filter((file) => path.basename(file) === 'route.ts')
      .map((file) => path.dirname(file).replaceAll(path.sep, '/'));
    expect(routes.sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(asked))('%s is for those whom it is for', async (route, ask) => {
    const outcomes = await cast.outcomes(async ({ headers }) => {
      const response = await send(ask(cast), { headers });
      const text = await response.text();
      const code = response.ok ? undefined : JSON.parse(text).errors[0].extensions.code;
      return { code, value: text };
    });
    expect(outcomes).toBe(table[route]);
  });
});
