import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { post, send, speaker } from './testing/client.ts';
import { webhookSecret } from './testing/settings.ts';
import { lessonAt, startWorld, tutorId, until, type World } from './testing/world.ts';

const bookSession = `mutation ($tutorId: ID!, $time: AWSDateTime!, $duration: Int, $idempotencyKey: ID) {
  bookSession(tutorId: $tutorId, time: $time, duration: $duration, idempotencyKey: $idempotencyKey) {
    sessionId paymentId clientSecret } }`;
const booked = z.object({
  bookSession: z.object({ sessionId: z.string(), paymentId: z.string(), clientSecret: z.string() }),
});

let world: World;
beforeAll(async () => {
  world = await startWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

/** Everything that a refused request must leave as it was. */
const everything = async () => {
  const { prisma } = world.app;
  return {
    bookings: await prisma.booking.findMany({ orderBy: { bookingId: 'asc' } }),
    payments: await prisma.payment.findMany({ orderBy: { paymentId: 'asc' } }),
    sessions: await prisma.session.findMany({ orderBy: { sessionId: 'asc' } }),
    holds: await prisma.slotHold.findMany({ orderBy: { bookingId: 'asc' } }),
    events: await prisma.stripeEvent.findMany({ orderBy: { eventId: 'asc' } }),
  };
};

describe('a booking that cannot be', () => {
  const at = (change: object) => ({ tutorId, time: lessonAt(5, 10), duration: 60, ...change });
  const yesterday = lessonAt(-1, 10);
  it.each([
    ['in the past', at({ time: yesterday }), 'BAD_USER_INPUT'],
    ['off the grid', at({ time: lessonAt(5, 10).replace(':00:00', ':07:00') }), 'SLOT_UNAVAILABLE'],
    ['without an offset', at({ time: '2030-05-01T10:00:00' }), 'BAD_USER_INPUT'],
    ['at no date', at({ time: 'next Tuesday' }), 'BAD_USER_INPUT'],
    ['on a day that no calendar has', at({ time: '2031-02-29T10:00:00Z' }), 'BAD_USER_INPUT'],
    ['with nobody', at({ tutorId: 'nobody' }), 'NOT_FOUND'],
    ['for a time that is not offered', at({ duration: 45 }), 'BAD_USER_INPUT'],
    ['for less than no time', at({ duration: -60 }), 'BAD_USER_INPUT'],
  ])('%s is refused at every door, and writes nothing', async (_, wanted, code) => {
    const student = await world.signUp();
    const before = await everything();
    for (const door of ['/api/graphql', '/api/graphql/payment'])
      expect((await student.graphql(bookSession, wanted, door)).codes).toEqual([code]);
    expect((await student.mutate('booking.book', wanted)).error?.domainCode).toBe(code);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['with a tutor', at({ tutorId: 'a\u0000b' })],
    ['under a key', at({ idempotencyKey: 'a\u0000b' })],
  ])('%s whose name no database stores is refused, and writes nothing', async (_, wanted) => {
    const student = await world.signUp();
    const before = await everything();
    expect((await student.graphql(bookSession, wanted)).codes).toEqual(['BAD_USER_INPUT']);
    expect((await student.mutate('booking.book', wanted)).error?.domainCode).toBe('BAD_USER_INPUT');
    expect(await everything()).toEqual(before);
  });

  it('without signing in is refused at every door, and writes nothing', async () => {
    const before = await everything();
    for (const door of ['/api/graphql', '/api/graphql/payment'])
      expect((await speaker().graphql(bookSession, at({}), door)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await speaker().mutate('booking.book', at({}))).error?.domainCode).toBe('UNAUTHENTICATED');
    expect(await everything()).toEqual(before);
  });
});

describe('what belongs to somebody else', () => {
  const entities = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Session { sessionId payment { amount stripePaymentIntentId } }
    ... on Payment { amount userId stripePaymentIntentId } } }`;
  const sessionEntities = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Session { status meetingLink studentId } } }`;
  let theirs: { sessionId: string; paymentId: string };

  beforeAll(async () => {
    const owner = await world.signUp();
    const wanted = { tutorId, time: lessonAt(8, 10), duration: 60 };
    const { bookSession: booking } = booked.parse((await owner.graphql(bookSession, wanted)).data);
    await world.pay(booking.clientSecret);
    await until(
      () => owner.query('booking.checkout', { sessionId: booking.sessionId }),
      ({ data }) => JSON.stringify(data).includes('"confirmed"'),
    );
    theirs = booking;
  });

  it('is not found by its id, and tells no more than what never was', async () => {
    const stranger = await world.signUp();
    const details = 'query ($id: ID!) { getSessionDetails(id: $id) { status } }';
    const never = '01900000-0000-7000-8000-000000000000';
    for (const id of [theirs.sessionId, never, 'not-an-id'])
      expect(await stranger.graphql(details, { id })).toMatchObject({
        data: { getSessionDetails: null },
        codes: ['NOT_FOUND'],
        errors: [{ message: 'There is no such session' }],
      });
    for (const sessionId of [theirs.sessionId, never, 'not-an-id']) {
      for (const path of ['sessions.byId', 'booking.checkout'])
        expect((await stranger.query(path, { sessionId })).error?.domainCode).toBe('NOT_FOUND');
      expect((await stranger.mutate('booking.giveUp', { sessionId })).error?.domainCode).toBe('NOT_FOUND');
    }
    expect((await stranger.query('payments.history', {})).data).toEqual([]);
  });

  it.each([
    ['communication', sessionEntities, 'Session', 'NOT_FOUND'],
    ['payment', entities, 'Session', 'NOT_FOUND'],
    ['payment', entities, 'Payment', 'NOT_FOUND'],
  ])('is not found through _entities of %s either', async (subgraph, query, __typename, code) => {
    const representations = [{ __typename, ...theirs }];
    const door = `/api/graphql/${subgraph}`;
    const stranger = await (await world.signUp()).graphql(query, { representations }, door);
    expect(stranger.codes).toEqual([code]);
    const nobody = await speaker().graphql(query, { representations }, door);
    expect(nobody.codes).toEqual(['UNAUTHENTICATED']);
    for (const answer of [stranger, nobody])
      expect(JSON.stringify(answer)).not.toMatch(/pi_|4500|CONFIRMED|meet\./);
  });
});

describe('an operation', () => {
  it.each(['/api/graphql', '/api/graphql/payment'])('that is too large is refused by %s', async (door) => {
    const student = await world.signUp();
    const deep = `{ getPaymentHistory ${'{ session { payment '.repeat(6)} { amount } ${'} }'.repeat(6)} }`;
    expect(await student.graphql(deep, {}, door)).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    const large = await post(door, { query: '{ __typename }', variables: { x: 'x'.repeat(100_000) } });
    expect(large.status).toBe(400);
    expect((await large.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('of a subgraph that is not there is not found', async () => {
    expect((await speaker().graphql('{ __typename }', {}, '/api/graphql/billing')).status).toBe(404);
  });
});

describe('a webhook', () => {
  let intent: Stripe.PaymentIntent;
  let payload: string;

  beforeEach(async () => {
    const student = await world.signUp();
    const day = 10 + Math.floor(Math.random() * 40);
    const wanted = { tutorId, time: lessonAt(day, Math.floor(Math.random() * 24)), duration: 60 };
    const { bookSession: booking } = booked.parse((await student.graphql(bookSession, wanted)).data);
    intent = await world.stripe.paymentIntents.retrieve(booking.clientSecret.split('_secret_')[0] ?? '');
    payload = JSON.stringify(succeeded({}));
  });

  const succeeded = (change: object) => ({
    id: `evt_${Math.random()}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    type: 'payment_intent.succeeded',
    data: { object: { ...intent, status: 'succeeded', amount_received: intent.amount, ...change } },
  });
  const signed = (body: string, secret = webhookSecret, timestamp = Math.floor(Date.now() / 1000)) =>
    world.stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
  const deliver = (body: string, signature?: string) =>
    send('/api/webhooks/stripe', {
      method: 'POST',
      body,
      headers: signature === undefined ? {} : { 'stripe-signature': signature },
    });

  it.each<[string, () => Promise<Response>]>([
    ['without a signature', () => deliver(payload)],
    ['with a signature of nothing', () => deliver(payload, '')],
    ['with a wrong signature', () => deliver(payload, signed(payload, 'whsec_other'))],
    ['with one byte changed', () => deliver(payload.replace('succeeded', 'sucaeeded'), signed(payload))],
    [
      'that is older than 300 seconds',
      () => deliver(payload, signed(payload, webhookSecret, Math.floor(Date.now() / 1000) - 301)),
    ],
    ['that is too long', () => deliver('x'.repeat(1_000_001), 't=1,v1=1')],
  ])('%s is refused, and changes nothing', async (_, delivering) => {
    const before = await everything();
    const response = await delivering();
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('about an intent of another environment is taken and ignored', async () => {
    const before = await everything();
    const foreign = JSON.stringify(succeeded({ metadata: { ...intent.metadata, env: 'elsewhere' } }));
    expect((await deliver(foreign, signed(foreign))).status).toBe(200);
    expect((await deliver(JSON.stringify(succeeded({ metadata: {} })), signed(foreign))).status).toBe(400);
    expect(await everything()).toEqual(before);
  });

  it('with a wrong amount confirms nothing', async () => {
    const { sessions, payments } = await everything();
    const wrong = JSON.stringify(succeeded({ amount: 1, amount_received: 1 }));
    expect((await deliver(wrong, signed(wrong))).status).toBe(200);
    const after = await everything();
    expect(after.sessions).toEqual(sessions);
    expect(after.payments.map(({ status }) => status)).toEqual(payments.map(({ status }) => status));
  });

  it('for a payment of ours that is not there makes Stripe come again', async () => {
    const paymentId = '01900000-0000-7000-8000-000000000000';
    const lost = JSON.stringify(succeeded({ metadata: { ...intent.metadata, paymentId } }));
    expect((await deliver(lost, signed(lost))).status).toBe(500);
  });
});

describe('Inngest’s door', () => {
  it('is closed to who does not sign', async () => {
    const event = { name: 'payment/completed', data: { paymentId: '1', sessionId: '1' } };
    const forged = {
      event,
      events: [event],
      steps: {},
      version: 1,
      ctx: { run_id: '1', attempt: 0, stack: { stack: [], current: 0 } },
    };
    const response = await post('/api/inngest?fnId=halfpast-confirm-paid-session&stepId=step', forged, {
      host: 'localhost:3000',
    });
    expect(response.status).toBe(401);
    expect((await send('/api/inngest', { method: 'POST', headers: { host: 'localhost:3000' } })).status).toBe(
      401,
    );
  });
});

describe('the health', () => {
  it('tells of each thing that the product stands on', async () => {
    const response = await send('/api/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      database: 'up',
      stripe: 'up',
      inngest: 'up',
      mail: 'down',
      outbox: 'flowing',
    });
  });
});
