import { plusSeconds } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../testing/faulty.ts';
import { aLesson, aSagaWorld, rival, type SagaWorld, student } from '../testing/saga-world.ts';
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
    ends: { booking: 'CONFIRMED', slot: 'BOOKED', session: 1, intent: 'SUCCEEDED', refunds: 0 },
  },
  'a booking that is not paid expires, and its slot is free': {
    tell: book,
    ends: { booking: 'EXPIRED', slot: 'RELEASED', session: 0, intent: 'CANCELED', refunds: 0 },
  },
  'a booking that is given up is closed at once': {
    async tell(world) {
      const { sessionId } = await book(world);
      await insist(() => world.giveUp(student, sessionId));
      expect(world.outcome(sessionId)).toMatchObject({ booking: 'ABANDONED', slot: 'RELEASED' });
    },
    ends: { booking: 'ABANDONED', slot: 'RELEASED', session: 0, intent: 'CANCELED', refunds: 0 },
  },
  'money that is not the price is sent back': {
    async tell(world) {
      pay(world, await book(world), { amountReceived: 1 });
    },
    ends: { booking: 'REFUNDED', slot: 'RELEASED', session: 0, refunds: 1 },
  },
  'money for a lesson that has begun is sent back': {
    async tell(world) {
      const booked = await book(world);
      world.time.now = plusSeconds(aLesson.time, 60);
      pay(world, booked);
    },
    ends: { booking: 'REFUNDED', slot: 'RELEASED', session: 0, refunds: 1 },
  },
  'money whose webhook is lost is found when the booking is closed': {
    async tell(world) {
      world.stripe.pay((await book(world)).paymentId);
    },
    ends: { booking: 'CONFIRMED', slot: 'BOOKED', session: 1, refunds: 0 },
  },
  'a booking whose events are lost is swept up': {
    async tell(world) {
      await book(world);
      world.events.length = 0;
    },
    ends: { booking: 'EXPIRED', slot: 'RELEASED', session: 0, intent: 'CANCELED' },
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
