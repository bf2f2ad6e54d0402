import { randomUUID } from 'node:crypto';
import { createPrisma } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createApp } from './app.ts';
import { createAuth, originsOf, viewerOf } from './auth.ts';
import { post, send, signUp, speaker } from './testing/client.ts';
import { envWith } from './testing/settings.ts';

const signIn = (body: object, headers: Record<string, string> = {}) =>
  post('/api/auth/sign-in/email', body, headers);

beforeAll(async () => {
  globalThis.halfpastApp = createApp(
    envWith({ DATABASE_URL: await createTestDatabase(inject('postgresUrl')) }),
  );
});
afterAll(async () => {
  await globalThis.halfpastApp?.prisma.$disconnect();
  globalThis.halfpastApp = undefined;
});

describe('signing up', () => {
  it('makes a student, whatever role was asked for', async () => {
    const person = await signUp('Sam');
    expect((await person.query('me')).data).toEqual({
      personId: person.personId,
      name: 'Sam',
      email: person.email,
      role: 'student',
    });
    const body = { name: 'Eve', email: 'eve@example.test', password: 'a-good-password', role: 'operator' };
    await post('/api/auth/sign-up/email', body);
    const eve = await globalThis.halfpastApp?.prisma.authUser.findFirst({ where: { email: body.email } });
    expect(eve?.role).toBe('student');
  });

  const zoneOf = async (account: { timeZone?: string }) => {
    const email = `${randomUUID()}@example.test`;
    await post('/api/auth/sign-up/email', { name: 'Zoe', email, password: 'a-good-password', ...account });
    const zoe = await globalThis.halfpastApp?.prisma.authUser.findUniqueOrThrow({ where: { email } });
    const people = await globalThis.halfpastApp?.people.mailboxesOf([zoe?.id ?? '']);
    return people?.[0]?.timeZone;
  };

  it('remembers the zone that one reads times in: UTC, unless told', async () => {
    expect(await zoneOf({ timeZone: 'America/New_York' })).toBe('America/New_York');
    expect(await zoneOf({})).toBe('UTC');
  });

  it.each([
    ['a password that is too short', { password: 'short', email: 'a@example.test' }],
    ['no e-mail address', { password: 'a-good-password', email: 'nowhere' }],
    [
      'a zone that nobody lives in',
      { password: 'a-good-password', email: 'z@example.test', timeZone: 'Mars/Base' },
    ],
    ['an offset for a zone', { password: 'a-good-password', email: 'z@example.test', timeZone: '+02:00' }],
  ])('is refused with %s', async (_, account) => {
    expect((await post('/api/auth/sign-up/email', { name: 'Sam', ...account })).status).toBe(400);
  });
});

describe('signing in', () => {
  it('is refused alike for a wrong password and for nobody', async () => {
    const { email } = await signUp();
    const wrong = await signIn({ email, password: 'another-password' });
    const nobody = await signIn({ email: 'nobody@example.test', password: 'another-password' });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await nobody.json());
  });

  it('answers a token for clients of the API, and a cookie for browsers', async () => {
    const { email, password, personId } = await signUp();
    const response = await signIn({ email, password });
    const authorization = `Bearer ${response.headers.get('set-auth-token')}`;
    expect((await speaker({ authorization }).query('me')).data).toMatchObject({ personId });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect((await speaker({ cookie: cookie.split(';')[0] ?? '' }).query('me')).data).toMatchObject({
      personId,
    });
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000'])('works from a page at %s', async (origin) => {
    const { email, password, cookie } = await signUp();
    expect((await signIn({ email, password }, { origin, cookie })).status).toBe(200);
  });

  it('is open to Node’s fetch, which tells a mode but neither a site nor an origin', async () => {
    const { email, password } = await signUp();
    expect((await signIn({ email, password }, { 'sec-fetch-mode': 'cors' })).status).toBe(200);
  });

  it.each([
    ['that hides where it is', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }],
    ['of somebody else, without a cookie', { 'sec-fetch-mode': 'cors', origin: 'https://evil.test' }],
  ])('is refused to a page %s', async (_, headers) => {
    const { email, password } = await signUp();
    expect((await signIn({ email, password }, headers)).status).toBe(403);
  });

  it('is refused to a page of somebody else', async () => {
    const { email, password, cookie } = await signUp();
    expect((await signIn({ email, password }, { origin: 'https://evil.test', cookie })).status).toBe(403);
  });
});

describe('a session', () => {
  it('ends for both cookie and token as soon as one signs out', async () => {
    const { cookie, headers } = await signUp();
    const out = await post('/api/auth/sign-out', {}, { cookie, origin: 'http://localhost:3000' });
    expect(out.status).toBe(200);
    expect((await speaker({ cookie }).query('me')).data).toBeNull();
    expect((await speaker(headers).query('me')).data).toBeNull();
  });

  it.each(['Bearer nonsense', 'Bearer a.b', 'Basic c2FtOnNhbQ==', 'Bearer '])(
    'is not opened by "%s"',
    async (authorization) => {
      expect((await speaker({ authorization }).query('me')).data).toBeNull();
    },
  );

  it('is not opened by a token whose signature was changed', async () => {
    const { headers } = await signUp();
    const authorization = headers.authorization?.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) ?? '';
    expect(
      (await speaker({ authorization: authorization.replace(/\.(.)/, '.x') }).query('me')).data,
    ).toBeNull();
  });
});

describe('a class', () => {
  it('may sign up at once', async () => {
    const people = await Promise.all(Array.from({ length: 16 }, (_, nth) => signUp(`Student ${nth}`)));
    expect(new Set(people.map(({ personId }) => personId)).size).toBe(16);
  });
});

describe('while the database is away', () => {
  it('Better Auth leaves it to the route to tell so', async () => {
    const prisma = createPrisma('postgresql://app@127.0.0.1:1/nowhere');
    const log = vi.fn();
    const logger = { info: log, warn: log, error: log };
    const secret = globalThis.halfpastApp?.env.BETTER_AUTH_SECRET ?? '';
    const auth = createAuth({ prisma, logger, secret, publicUrl: 'http://localhost:3000' });
    const { headers } = await signUp();
    const asking = viewerOf(auth)(new Headers({ authorization: headers.authorization ?? '' }));
    await expect(asking).rejects.toThrow();
    expect(log).not.toHaveBeenCalled();
    await prisma.$disconnect();
  });

  it('every door answers 503 UNAVAILABLE, and the health tells why', async () => {
    const { headers } = await signUp();
    const app = globalThis.halfpastApp;
    globalThis.halfpastApp = createApp(envWith({ DATABASE_URL: 'postgresql://app@127.0.0.1:1/nowhere' }));
    const person = speaker(headers);
    const list = await person.query('tutors.list');
    expect([list.status, list.error?.domainCode]).toEqual([503, 'UNAVAILABLE']);
    expect(await person.query('sessions.mine', {})).toMatchObject({ status: 503 });
    expect(await person.graphql('{ getMySessions { status } }')).toMatchObject({
      status: 503,
      codes: ['UNAVAILABLE'],
    });
    expect(await speaker().graphql('{ tutors { tutorId } }')).toMatchObject({
      status: 503,
      codes: ['UNAVAILABLE'],
    });
    const health = await send('/api/health');
    expect([health.status, await health.json()]).toEqual([
      503,
      { database: 'down', stripe: 'down', inngest: 'down', mail: 'down', outbox: 'unknown' },
    ]);
    await globalThis.halfpastApp.prisma.$disconnect();
    globalThis.halfpastApp = app;
  });
});

describe('the origins that may sign in', () => {
  it('are both names of one’s own machine, and elsewhere the public one alone', () => {
    expect(originsOf('http://127.0.0.1:3000')).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
    expect(originsOf('https://halfpast.example/')).toEqual(['https://halfpast.example']);
  });
});
