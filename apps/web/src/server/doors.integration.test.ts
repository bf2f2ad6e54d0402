import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApp } from './app.ts';
import { post, send, signUp } from './testing/client.ts';
import { envWith } from './testing/settings.ts';

type App = ReturnType<typeof createApp>;
let app: App;
let secured: App;

beforeAll(async () => {
  const databaseUrl = await createTestDatabase(inject('postgresUrl'));
  app = createApp(envWith({ DATABASE_URL: databaseUrl }));
  secured = createApp(envWith({ DATABASE_URL: databaseUrl, PUBLIC_URL: 'https://halfpast.example' }));
  globalThis.halfpastApp = app;
});
afterAll(async () => {
  await Promise.all([app, secured].map(({ prisma }) => prisma.$disconnect()));
  globalThis.halfpastApp = undefined;
});

const giveUp = 'mutation { giveUpBooking(sessionId: "1") { paymentId } }';
const cancel = 'mutation { cancelSession(id: "1") { sessionId } }';

/** Every door through which something can be changed, with a change. */
const changes: readonly (readonly [string, string, object])[] = [
  ['the façade', '/api/graphql', { query: giveUp }],
  ['payment', '/api/graphql/payment', { query: giveUp }],
  ['communication', '/api/graphql/communication', { query: cancel }],
  ['tRPC', '/api/trpc/booking.giveUp', { sessionId: '1' }],
  ['a batch of tRPC', '/api/trpc/booking.giveUp,sessions.cancel?batch=1', { 0: { sessionId: '1' } }],
  ['signing out', '/api/auth/sign-out', {}],
  ['changing the password', '/api/auth/change-password', { newPassword: 'a-new-password' }],
];

const elsewhere: readonly Record<string, string>[] = [
  { origin: 'https://evil.test' },
  { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  { origin: 'http://localhost:3000.evil.test' },
  { origin: 'http://localhost:3001' },
];

describe.each(changes)('what another site asks of %s with a cookie of ours', (_, door, body) => {
  it('is refused, whatever way it takes, and the session stays', async () => {
    const { cookie, personId } = await signUp();
    for (const headers of elsewhere) {
      const response = await post(door, body, { cookie, ...headers });
      expect(response.status, JSON.stringify(headers)).toBe(403);
    }
    const me = await (await send('/api/trpc/me', { headers: { cookie } })).json();
    expect(me.result.data.personId).toBe(personId);
  });
});

describe('the cookie', () => {
  const cookiesAt = async (origin: string) => {
    const account = {
      name: 'Sam',
      email: `${crypto.randomUUID()}@example.test`,
      password: 'a-good-password',
    };
    const response = await post('/api/auth/sign-up/email', account, { origin });
    expect(response.status).toBe(200);
    return response.headers.getSetCookie();
  };

  it('is for our own pages, out of reach of scripts, and over https for https alone', async () => {
    globalThis.halfpastApp = secured;
    const cookies = await cookiesAt('https://halfpast.example');
    globalThis.halfpastApp = app;
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Secure-/);
      for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Secure/i, /; Path=\//i])
        expect(cookie).toMatch(flag);
      expect(cookie).not.toMatch(/; Domain=/i);
    }
  });

  it('does without https on one’s own machine', async () => {
    for (const cookie of await cookiesAt('http://localhost:3000')) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).not.toMatch(/; Secure/i);
    }
  });
});

describe('a body that is too long', () => {
  it.each([
    ['/api/graphql', 100_001],
    ['/api/graphql/communication', 100_001],
    ['/api/graphql/payment', 100_001],
    ['/api/graphql/tutor-matching', 100_001],
    ['/api/trpc/booking.book', 100_001],
    ['/api/auth/sign-in/email', 100_001],
    ['/api/webhooks/stripe', 1_000_001],
    ['/api/inngest', 5_000_001],
  ])('is refused by %s', async (door, length) => {
    const headers = { 'content-type': 'application/json' };
    const response = await send(door, { method: 'POST', headers, body: ' '.repeat(length) });
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
  });
});

describe('too many calls in one batch of tRPC', () => {
  const batch = (calls: number) => send(`/api/trpc/${Array(calls).fill('config').join(',')}?batch=1`);

  it('are refused, twenty are let in', async () => {
    expect((await batch(20)).status).toBe(200);
    expect((await batch(21)).status).toBe(400);
  });
});
