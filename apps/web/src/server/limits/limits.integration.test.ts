import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { addressHeader } from '../address.ts';
import { post, send, speaker } from '../testing/client.ts';
import { lessonAt, startWorld, tutorId, until } from '../testing/world.ts';

const bookSession = `mutation ($tutorId: ID!, $time: AWSDateTime!) {
  bookSession(tutorId: $tutorId, time: $time) { sessionId clientSecret }
}`;
const booked = z.object({ bookSession: z.object({ sessionId: z.string(), clientSecret: z.string() }) });

let world: Awaited<ReturnType<typeof startWorld>>;
let day = 2;

beforeAll(async () => {
  world = await startWorld(inject('postgresUrl'), {
    RATE_LIMIT_DECLINES_PER_PERSON: '3/3600',
    RATE_LIMIT_DECLINES_PER_ADDRESS: '5/3600',
    RATE_LIMIT_REFUSALS_PER_PERSON: '4/3600',
    RATE_LIMIT_REFUSALS_PER_ADDRESS: '6/3600',
    RATE_LIMIT_SIGN_INS_PER_ACCOUNT: '3/3600',
    RATE_LIMIT_SIGN_INS_PER_ADDRESS: '5/3600',
  });
});
afterAll(() => world.end());

/** A student who signed up at `address`. */
async function studentAt(address: string) {
  const from = { [addressHeader]: address };
  const email = `${crypto.randomUUID()}@example.test`;
  const password = 'a-good-password';
  const response = await post('/api/auth/sign-up/email', { name: 'Sam', email, password }, from);
  const authorization = `Bearer ${response.headers.get('set-auth-token')}`;
  return { email, password, ...speaker({ authorization, ...from }) };
}

type Student = Awaited<ReturnType<typeof studentAt>>;

const book = (student: Student, wanted: object = {}) =>
  student.graphql(bookSession, { tutorId, time: lessonAt(day++, 10), ...wanted });

const bookingOf = async (student: Student) => booked.parse((await book(student)).data).bookSession;

const decline = (clientSecret: string) =>
  world.pay(clientSecret, 'pm_card_chargeDeclined').catch((error: { code?: string }) => error.code);

/** Until what Stripe told of `key` has been counted `points` times. */
const counted = (key: string, points: number) =>
  until(
    () => world.app.prisma.rateLimit.findMany({ where: { key: { startsWith: key } } }),
    (rows) => rows.reduce((sum, row) => sum + row.points, 0) >= points,
  );

describe('one who tries card after card', () => {
  it('loses the booking and its intent, and books no more', async () => {
    const tester = await studentAt('198.51.100.1');
    const { sessionId, clientSecret } = await bookingOf(tester);
    for (let nth = 1; nth <= 3; nth++) {
      expect(await decline(clientSecret)).toBe('card_declined');
      await counted('declinesOfAddress:198.51.100.1', nth);
    }
    // Whoever is first ends it: the limit, or Stripe's word that the intent is canceled.
    const state = await until(
      () => tester.query('booking.checkout', { sessionId }),
      ({ data }) => ['abandoned', 'expired'].includes(z.object({ state: z.string() }).parse(data).state),
    );
    expect(state.status).toBe(200);
    const [id = ''] = clientSecret.split('_secret_');
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('canceled');

    const again = await book(tester);
    expect([again.status, again.codes]).toEqual([429, ['RATE_LIMITED']]);
    expect(again.errors?.[0]?.extensions.retryAfter).toBeGreaterThan(3_000);
    const byTrpc = await tester.mutate('booking.book', { tutorId, time: lessonAt(day++, 10), duration: 60 });
    expect([byTrpc.status, byTrpc.error?.domainCode]).toEqual([429, 'RATE_LIMITED']);
    expect(byTrpc.error?.details.retryAfter).toBeGreaterThan(3_000);
    const wanted = { tutorId, time: lessonAt(day++, 10) };
    for (const [door, body] of [
      ['/api/graphql', { query: bookSession, variables: wanted }],
      ['/api/graphql/payment', { query: bookSession, variables: wanted }],
      ['/api/trpc/booking.book', { ...wanted, duration: 60 }],
    ] as const) {
      const response = await post(door, body, tester.headers);
      expect([response.status, Number(response.headers.get('retry-after')) > 3_000]).toEqual([429, true]);
    }
  });

  it('does not get on with new accounts at the same address', async () => {
    const second = await studentAt('198.51.100.1');
    const { clientSecret } = await bookingOf(second);
    for (let nth = 4; nth <= 5; nth++) {
      await decline(clientSecret);
      await counted('declinesOfAddress:198.51.100.1', nth);
    }
    expect((await book(await studentAt('198.51.100.1'))).codes).toEqual(['RATE_LIMITED']);
    expect((await book(await studentAt('198.51.100.2'))).codes).toEqual([]);
  });
});

describe('one who is refused again and again', () => {
  it('is asked to wait, alone, and then with all of the address', async () => {
    const [first, second] = [await studentAt('203.0.113.1'), await studentAt('203.0.113.1')];
    const nobody = { tutorId: 'nobody' };
    for (let nth = 1; nth <= 4; nth++) expect((await book(first, nobody)).codes).toEqual(['NOT_FOUND']);
    expect((await book(first)).codes).toEqual(['RATE_LIMITED']);
    expect((await book(second)).codes).toEqual([]);
    for (let nth = 1; nth <= 2; nth++) expect((await book(second, nobody)).codes).toEqual(['NOT_FOUND']);
    expect((await book(second)).codes).toEqual(['RATE_LIMITED']);
    expect((await book(await studentAt('203.0.113.2'))).codes).toEqual([]);
  });

  it('is not one who books', async () => {
    const student = await studentAt('203.0.113.3');
    for (let nth = 1; nth <= 8; nth++) expect((await book(student)).codes).toEqual([]);
  });
});

describe('signing in with a wrong password', () => {
  const signIn = (email: string, password: string, address: string) =>
    post('/api/auth/sign-in/email', { email, password }, { [addressHeader]: address });

  it('is refused after a few tries, and the right one with it; the owner elsewhere is not kept out', async () => {
    const { email, password } = await studentAt('192.0.2.1');
    for (let nth = 1; nth <= 3; nth++)
      expect((await signIn(email, 'a-wrong-password', '192.0.2.66')).status).toBe(401);
    const limited = await signIn(email.toUpperCase(), password, '192.0.2.66');
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await limited.json()).errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect((await signIn(email, password, '192.0.2.1')).status).toBe(200);
  });

  it('counts in a form, too, and by the account that is meant in it', async () => {
    const { email, password } = await studentAt('192.0.2.9');
    const signInByForm = (secret: string) =>
      send('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { origin: 'http://localhost:3000', [addressHeader]: '192.0.2.9' },
        body: new URLSearchParams([
          ['email', `${crypto.randomUUID()}@example.test`],
          ['email', email],
          ['password', secret],
        ]),
      });
    expect((await signInByForm(password)).status).toBe(200);
    for (let nth = 1; nth <= 3; nth++) expect((await signInByForm('a-wrong-password')).status).toBe(401);
    expect((await signInByForm(password)).status).toBe(429);
    expect((await signIn(email, password, '192.0.2.9')).status).toBe(429);
  });

  it('counts behind a session as well, which may be a stolen one', async () => {
    const { headers } = await studentAt('192.0.2.10');
    const guess = () => post('/api/auth/change-password', guessed, headers);
    const guessed = { currentPassword: 'a-wrong-password', newPassword: 'another-password' };
    for (let nth = 1; nth <= 5; nth++) expect((await guess()).status).toBe(400);
    expect((await guess()).status).toBe(429);
  });

  it('is refused to an address that tries many accounts, however many at once', async () => {
    const tries = Array.from({ length: 12 }, (_, nth) =>
      signIn(`someone-${nth}@example.test`, 'a-wrong-password', '192.0.2.77'),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('counts for the address though nobody can tell whose account it was for', async () => {
    const from = { [addressHeader]: '192.0.2.99' };
    for (let nth = 1; nth <= 5; nth++)
      expect((await post('/api/auth/sign-in/email', 'sam', from)).status).toBe(400);
    expect((await post('/api/auth/sign-in/email', 'sam', from)).status).toBe(429);
  });

  it('counts for nobody who gets in', async () => {
    const { email, password } = await studentAt('192.0.2.8');
    for (let nth = 1; nth <= 8; nth++) expect((await signIn(email, password, '192.0.2.8')).status).toBe(200);
    for (let nth = 1; nth <= 8; nth++) await studentAt('192.0.2.8');
  });
});
