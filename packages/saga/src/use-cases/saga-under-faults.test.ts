import { plusMinutes, plusSeconds } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../testing/faulty.ts';
import { aLesson, aSagaWorld, rival, type SagaWorld, student, tutor } from '../testing/saga-world.ts';
import type { BookSessionResult } from './book-session.ts';

/** Asks as a student does whose request failed: again. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

const book = (world: SagaWorld) =>
  insist(() => world.book(student, { ...aLesson, idempotencyKey: 'one wish' }));

const pay = (world: SagaWorld, { paymentId }: BookSessionResult, received = {}) => {
  world.stripe.pay(paymentId, received);
  world.stripe.webhook(paymentId);
};

/** A lesson that is booked, paid and confirmed, whatever goes wrong on the way. */
const confirmed = async (world: SagaWorld) => {
  const booked = await book(world);
  pay(world, booked);
  await world.settle();
  world.wait(31);
  await world.sweep();
  expect(world.outcome(booked.sessionId)).toMatchObject({ booking: 'CONFIRMED', session: 'CONFIRMED' });
  return booked;
};

/** A booking whose payment is under way for hours. */
const slow = async (world: SagaWorld) => {
  const booked = await book(world);
  world.stripe.becomes(booked.paymentId, 'PROCESSING');
  world.stripe.webhook(booked.paymentId);
  await world.settle();
  world.wait(3 * 3_600);
  await insist(world.sweep);
  expect(world.outcome(booked.sessionId)).toMatchObject({ booking: 'AWAITING_PAYMENT', slot: 'HELD' });
  return booked;
};

/** Time goes by until nothing is left to do. */
const rest = async (world: SagaWorld) => {
  await world.settle();
  world.wait(931);
  await world.settle();
  await insist(world.sweep);
  await world.settle();
  world.wait(60);
  await insist(world.sweep);
};

type Story = { readonly tell: (world: SagaWorld) => Promise<unknown>; readonly ends: object };

const stories: Record<string, Story> = {
  'a booking that is paid is confirmed': {
    async tell(world) {
      pay(world, await book(world));
    },
    ends: { booking: 'CONFIRMED', slot: 'BOOKED', session: 'CONFIRMED', intent: 'SUCCEEDED', refunded: 0 },
  },
  'a booking that is not paid expires, and its slot is free': {
    tell: book,
    ends: { booking: 'EXPIRED', slot: 'RELEASED', session: undefined, intent: 'CANCELED', refunded: 0 },
  },
  'a booking that is given up is closed at once': {
    async tell(world) {
      const { sessionId } = await book(world);
      await insist(() => world.giveUp(student, sessionId));
      expect(world.outcome(sessionId)).toMatchObject({ booking: 'ABANDONED', slot: 'RELEASED' });
    },
    ends: { booking: 'ABANDONED', slot: 'RELEASED', session: undefined, intent: 'CANCELED', refunded: 0 },
  },
  'money that is not the price is sent back': {
    async tell(world) {
      pay(world, await book(world), { amountReceived: 1 });
    },
    ends: { booking: 'REFUNDED', slot: 'RELEASED', session: 'WITHDRAWN', refunded: 1, told: ['withdrawn'] },
  },
  'money for a lesson that has begun is sent back': {
    async tell(world) {
      const booked = await book(world);
      world.time.now = plusSeconds(aLesson.time, 60);
      pay(world, booked);
    },
    ends: {
      booking: 'REFUNDED',
      slot: 'RELEASED',
      session: 'WITHDRAWN',
      refunded: 4500,
      told: ['withdrawn'],
    },
  },
  'money whose webhook is lost is found when the booking is closed': {
    async tell(world) {
      world.stripe.pay((await book(world)).paymentId);
    },
    ends: { booking: 'CONFIRMED', slot: 'BOOKED', session: 'CONFIRMED', refunded: 0 },
  },
  ...Object.fromEntries(
    (
      [
        ['a student two days before', student, 48, 4_500],
        ['a student in the morning', student, 9, 2_250],
        ['a student at the last moment', student, 1, 0],
        ['a tutor at the last moment', tutor, 1, 4_500],
      ] as const
    ).map(([name, who, hoursBefore, refunded]): [string, Story] => [
      `a lesson is cancelled by ${name}`,
      {
        async tell(world) {
          const booked = await confirmed(world);
          world.time.now = plusMinutes(aLesson.time, -hoursBefore * 60);
          world.cancelSession(booked.sessionId, who.personId);
        },
        ends: { booking: 'CANCELLED', slot: 'RELEASED', session: 'CANCELLED', refunded, told: ['cancelled'] },
      },
    ]),
  ),
  'a lesson is cancelled while its payment is disputed': {
    async tell(world) {
      const booked = await confirmed(world);
      world.stripe.dispute(booked.paymentId);
      world.cancelSession(booked.sessionId, tutor.personId);
    },
    ends: { booking: 'CANCELLED', slot: 'RELEASED', session: 'CANCELLED', refunded: 0, owed: 4_500 },
  },
  'a slow payment succeeds': {
    async tell(world) {
      const { paymentId } = await slow(world);
      world.stripe.pay(paymentId);
      world.stripe.webhook(paymentId);
    },
    ends: { booking: 'CONFIRMED', slot: 'BOOKED', session: 'CONFIRMED', refunded: 0 },
  },
  'a slow payment fails': {
    async tell(world) {
      const { paymentId } = await slow(world);
      world.stripe.decline(paymentId);
      world.stripe.webhook(paymentId);
    },
    ends: {
      booking: 'EXPIRED',
      slot: 'RELEASED',
      session: expect.toBeOneOf(['WITHDRAWN', undefined]),
      intent: 'CANCELED',
    },
  },
  'a booking whose events are lost is swept up': {
    async tell(world) {
      await book(world);
      world.lose();
    },
    ends: { booking: 'EXPIRED', slot: 'RELEASED', session: undefined, intent: 'CANCELED' },
  },
};

async function told({ tell }: Story, fault?: Fault, forgets = false) {
  const world = aSagaWorld();
  world.engine.forgets = forgets;
  if (fault) world.faults.push(fault);
  await tell(world);
  await rest(world);
  return world;
}

/** How a call may go wrong, with an engine that tries again and with one that loses the run. */
const ways = (['fails', 'answer lost'] as const).flatMap((how) =>
  ['', ' and the run is lost'].map((forgets) => ({ how, forgets })),
);

for (const [name, story] of Object.entries(stories)) {
  const { calls } = await told(story);
  const faults = calls.flatMap((call, nth) => ways.map((way) => ({ call, nth, ...way })));

  describe(name, () => {
    it.each(faults)('also when call $nth, $call, $how$forgets', async ({ nth, how, forgets }) => {
      const world = await told(story, { nth, how }, forgets !== '');
      const [sessionId = ''] = world.rows.keys();
      expect(world.rows.size).toBe(1);
      expect(world.outcome(sessionId)).toMatchObject(story.ends);
    });
  });
}

const { calls } = await told({ tell: book, ends: {} });
const requestCalls = calls.slice(0, calls.indexOf('find')).map((call, nth) => ({ call, nth }));

describe('a request that dies', () => {
  it.each(requestCalls)(
    'after call $nth, $call, leaves nothing that its hold’s end doesn’t clean up',
    async ({ nth }) => {
      const world = aSagaWorld();
      world.faults.push({ nth, how: 'answer lost' });
      await expect(world.book(student, aLesson)).rejects.toThrow();
      await rest(world);
      for (const sessionId of world.rows.keys()) {
        expect(world.outcome(sessionId)).toMatchObject({ booking: 'EXPIRED', slot: 'RELEASED' });
        expect(world.outcome(sessionId).intent).not.toBe('OPEN');
      }
      expect(await world.book(rival, aLesson)).toBeTruthy();
    },
  );
});
