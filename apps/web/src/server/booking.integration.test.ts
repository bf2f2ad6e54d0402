import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { speaker } from './testing/client.ts';
import { lessonAt, startWorld, tutorId, until, type World } from './testing/world.ts';

const bookSession = `mutation ($tutorId: ID!, $time: AWSDateTime!, $duration: Int, $key: ID) {
  bookSession(tutorId: $tutorId, time: $time, duration: $duration, idempotencyKey: $key) {
    sessionId paymentId clientSecret amount currency expiresAt } }`;
const mySessions = `{ getMySessions { sessionId status meetingLink scheduledAt tutor { displayName }
  payment { status amount refunds { amount } } } }`;
const booked = z.object({
  bookSession: z.object({
    sessionId: z.string(),
    clientSecret: z.string(),
    amount: z.number(),
    currency: z.string(),
    expiresAt: z.string(),
  }),
});

let world: World;
beforeAll(async () => {
  world = await startWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

describe('a student', () => {
  it('books, pays and sees the session confirmed', async () => {
    const student = await world.signUp();
    const time = lessonAt(3, 10);
    const { bookSession: booking } = booked.parse(
      (await student.graphql(bookSession, { tutorId, time, duration: 60 })).data,
    );
    expect(booking).toMatchObject({ amount: 4500, currency: 'EUR' });
    expect((await student.graphql(mySessions)).data).toEqual({ getMySessions: [] });

    await world.pay(booking.clientSecret);
    const answer = await until(
      () => student.graphql(mySessions),
      ({ data }) => JSON.stringify(data).includes('CONFIRMED'),
    );
    expect(answer.data).toEqual({
      getMySessions: [
        {
          sessionId: booking.sessionId,
          status: 'CONFIRMED',
          meetingLink: expect.stringMatching(/^https:\/\/meet\.jit\.si\/halfpast-/),
          scheduledAt: time,
          tutor: { displayName: 'Ada Byron' },
          payment: { status: 'SUCCEEDED', amount: 4500, refunds: [] },
        },
      ],
    });
  });

  it('does the same with the procedures of the browser', async () => {
    const student = await world.signUp('Sam');
    const time = lessonAt(3, 12);
    const { data } = await student.mutate('booking.book', { tutorId, time, duration: 30 });
    const { sessionId, clientSecret } = z
      .object({ sessionId: z.string(), clientSecret: z.string() })
      .parse(data);
    expect(await student.query('booking.checkout', { sessionId })).toMatchObject({
      data: {
        state: 'awaiting_payment',
        clientSecret,
        tutorName: 'Ada Byron',
        tutorTimeZone: 'UTC',
        startsAt: time,
      },
    });

    await expect(world.pay(clientSecret, 'pm_card_visa_chargeDeclined')).rejects.toThrow(/declined/);
    const declined = await until(
      () => student.query('booking.checkout', { sessionId }),
      ({ data: checkout }) => JSON.stringify(checkout).includes('"declined"'),
    );
    expect(declined.data).toMatchObject({ failureReason: expect.stringMatching(/declined/i), clientSecret });

    await world.pay(clientSecret);
    await until(
      () => student.query('booking.checkout', { sessionId }),
      ({ data: checkout }) => JSON.stringify(checkout).includes('"confirmed"'),
    );
    const session = {
      sessionId,
      tutorName: 'Ada Byron',
      studentName: 'Sam',
      scheduledAt: time,
      duration: 30,
      status: 'CONFIRMED',
      payment: { status: 'SUCCEEDED', amount: 2250, currency: 'EUR', refunds: [] },
    };
    expect((await student.query('sessions.byId', { sessionId })).data).toMatchObject(session);
    expect((await student.query('sessions.mine', { status: 'CONFIRMED' })).data).toMatchObject([session]);
    expect((await student.query('sessions.mine', { status: 'CANCELLED' })).data).toEqual([]);
    expect((await student.query('payments.history', {})).data).toMatchObject([
      { sessionId, status: 'SUCCEEDED', tutorName: 'Ada Byron', scheduledAt: time, refunds: [] },
    ]);
  });

  it('gives up a booking, and another student gets the slot', async () => {
    const [first, second] = [await world.signUp(), await world.signUp()];
    const wanted = { tutorId, time: lessonAt(4, 9), duration: 60 };
    const { bookSession: booking } = booked.parse((await first.graphql(bookSession, wanted)).data);
    const taken = await second.graphql(bookSession, wanted);
    expect(taken).toMatchObject({ data: null, codes: ['SLOT_UNAVAILABLE'] });
    expect(taken.errors?.[0]?.extensions.alternatives).toContainEqual(expect.stringMatching(/T\d\d:00/));

    const givenUp = await first.graphql(
      'mutation ($id: ID!) { giveUpBooking(sessionId: $id) { status amount } }',
      { id: booking.sessionId },
    );
    expect(givenUp.data).toEqual({ giveUpBooking: { status: 'FAILED', amount: 4500 } });
    expect((await second.graphql(bookSession, wanted)).codes).toEqual([]);
  });

  it('gets the same booking however often they ask for it', async () => {
    const student = await world.signUp();
    const wanted = { tutorId, time: lessonAt(4, 14), duration: 60, key: 'one' };
    const answers = await Promise.all([1, 2, 3].map(() => student.graphql(bookSession, wanted)));
    const again = await student.graphql(bookSession, wanted);
    for (const answer of answers) expect(answer.data).toEqual(again.data);
  });
});

describe('what a request costs', () => {
  const aConfirmedLesson = async (student: Awaited<ReturnType<World['signUp']>>, hour: number) => {
    const wanted = { tutorId, time: lessonAt(6, hour), duration: 60 };
    await world.pay(booked.parse((await student.graphql(bookSession, wanted)).data).bookSession.clientSecret);
  };

  it('is as many queries for five sessions as for one, across all three subgraphs', async () => {
    const student = await world.signUp();
    const ask = () => student.graphql(mySessions);
    const confirmed = (count: number) =>
      until(ask, ({ data }) => JSON.stringify(data).split('CONFIRMED').length - 1 === count);

    await aConfirmedLesson(student, 1);
    await confirmed(1);
    const forOne = await world.queriesOf(ask);
    for (const hour of [3, 5, 7, 9]) await aConfirmedLesson(student, hour);
    await confirmed(5);
    const forFive = await world.queriesOf(ask);

    expect(forFive.length).toBe(forOne.length);
    expect(forFive.length).toBeLessThan(12);
    const browser = await world.queriesOf(() => student.query('sessions.mine', {}));
    expect(browser.length).toBeLessThan(10);
  });

  it('is no query at all for who is not signed in', async () => {
    const nobody = speaker();
    expect(await world.queriesOf(() => nobody.graphql(mySessions))).toEqual([]);
    expect(await world.queriesOf(() => nobody.query('sessions.mine', {}))).toEqual([]);
  });
});
