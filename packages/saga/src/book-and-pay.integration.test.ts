import { plusMinutes, type Viewer } from '@halfpast/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  aLesson,
  aLiveWorld,
  aStudent,
  eventually,
  intentIdIn,
  type LiveWorld,
} from './testing/live-world.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await aLiveWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

let ann: Viewer;
let bob: Viewer;
beforeEach(() => {
  ann = aStudent();
  bob = aStudent();
});

const becomes = (sessionId: string, wanted: object) =>
  eventually(async () => {
    const outcome = await world.outcome(sessionId);
    return Object.entries(wanted).every(([key, value]) => Reflect.get(outcome, key) === value) && outcome;
  });

const isOnOffer = async ({ tutorId, time, duration }: Awaited<ReturnType<typeof aLesson>>) => {
  const slots = await world.tutorMatching.openSlots({
    tutorId,
    from: time,
    to: plusMinutes(time, 1),
    duration,
  });
  return slots.length === 1;
};

const confirmed = { booking: 'CONFIRMED', isSettled: true };
const expired = { booking: 'EXPIRED' };
const refunded = { booking: 'REFUNDED', isSettled: true };
const closed = { slot: 'RELEASED', payment: 'CANCELED', session: undefined };

describe('with everything up', () => {
  beforeEach(async () => {
    world.relay.start();
    await world.startEngine();
  });
  afterEach(async () => {
    await world.relay.stop();
    await world.stopEngine();
  });

  it('a lesson is booked, paid and confirmed', async () => {
    const booked = await world.bookSession(ann, await aLesson(world));
    expect(await world.checkoutOf(ann, booked.sessionId)).toMatchObject({
      state: 'awaiting_payment',
      clientSecret: booked.clientSecret,
    });
    expect(await world.pay(booked)).toBe('succeeded');
    const outcome = await becomes(booked.sessionId, confirmed);
    expect(outcome).toMatchObject({
      slot: 'BOOKED',
      session: 'CONFIRMED',
      payment: 'SUCCEEDED',
      refunds: [],
    });
    expect(await world.checkoutOf(ann, booked.sessionId)).toMatchObject({ state: 'confirmed' });
  });

  it('a card is declined, and another one pays the same intent', async () => {
    const booked = await world.bookSession(ann, await aLesson(world));
    expect(await world.pay(booked, 'pm_card_visa_chargeDeclined')).toBe('declined');
    const declined = await eventually(async () => {
      const checkout = await world.checkoutOf(ann, booked.sessionId);
      return checkout.state === 'declined' && checkout;
    });
    expect(declined).toMatchObject({
      failureReason: expect.any(String),
      clientSecret: booked.clientSecret,
    });
    expect(await world.pay(booked)).toBe('succeeded');
    await becomes(booked.sessionId, confirmed);
  });

  it('a hold expires: nobody can pay any more, and the slot is on offer again', async () => {
    const lesson = await aLesson(world);
    const booked = await world.bookSession(ann, lesson);
    expect(await isOnOffer(lesson)).toBe(false);
    await eventually(async () => (await world.prisma.sagaOutbox.count()) === 0);
    await world.wait(901);
    expect(await becomes(booked.sessionId, expired)).toMatchObject(closed);
    expect(await world.pay(booked)).toBe('declined');
    expect(await isOnOffer(lesson)).toBe(true);
    expect((await world.bookSession(bob, lesson)).sessionId).not.toBe(booked.sessionId);
  });

  it('a slot that is given up is free at once', async () => {
    const lesson = await aLesson(world);
    const { sessionId } = await world.bookSession(ann, lesson);
    await world.giveUpBooking(ann, sessionId);
    expect(await world.outcome(sessionId)).toMatchObject({ booking: 'ABANDONED', ...closed });
    expect(await isOnOffer(lesson)).toBe(true);
  });

  it('an intent that is canceled in Stripe’s dashboard closes its booking', async () => {
    const { sessionId, clientSecret } = await world.bookSession(ann, await aLesson(world));
    await world.stripe.paymentIntents.cancel(intentIdIn(clientSecret));
    expect(await becomes(sessionId, expired)).toMatchObject(closed);
  });

  it('a webhook that comes twice confirms once', async () => {
    await world.fault({ webhooks: { duplicate: 2 } });
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.pay(booked);
    expect(await becomes(booked.sessionId, confirmed)).toMatchObject({ session: 'CONFIRMED', refunds: [] });
  });

  it('a lost webhook is made good when the booking is closed', async () => {
    await world.fault({ webhooks: { drop: 10 } });
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.pay(booked);
    await world.fault({ webhooks: { drop: 0 } });
    await eventually(async () => (await world.prisma.sagaOutbox.count()) === 0);
    await world.wait(901);
    expect(await becomes(booked.sessionId, confirmed)).toMatchObject({ session: 'CONFIRMED' });
  });

  it('a lost webhook is made good while the student looks at the result', async () => {
    await world.fault({ webhooks: { drop: 10 } });
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.pay(booked);
    await eventually(
      async () => (await world.checkoutOf(ann, booked.sessionId)).state !== 'awaiting_payment',
    );
    await world.fault({ webhooks: { drop: 0 } });
    await becomes(booked.sessionId, confirmed);
  });

  it('money that is not the price of the lesson goes back', async () => {
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.stripe.paymentIntents.update(intentIdIn(booked.clientSecret), { amount: 100 });
    expect(await world.pay(booked)).toBe('succeeded');
    expect(await becomes(booked.sessionId, refunded)).toMatchObject({
      slot: 'RELEASED',
      session: 'CANCELLED',
      refunds: [{ amount: 100, status: 'SUCCEEDED' }],
    });
  });

  it('a refund that fails is tried again', async () => {
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.stripe.paymentIntents.update(intentIdIn(booked.clientSecret), { amount: 100 });
    await world.fault({ api: { status: 500, times: 3, path: '/v1/refunds' } });
    await world.pay(booked);
    await becomes(booked.sessionId, { booking: 'PAID' });
    await eventually(async () => {
      await world.wait(30);
      return (await world.outcome(booked.sessionId)).booking === 'REFUNDED';
    });
    expect((await world.outcome(booked.sessionId)).refunds).toEqual([{ amount: 100, status: 'SUCCEEDED' }]);
  });

  it('a forged event confirms nothing', async () => {
    const { sessionId, paymentId } = await world.bookSession(ann, await aLesson(world));
    const forged = { name: 'payment/completed', data: { paymentId, sessionId } };
    await world.inngest.send(forged);
    await world.inngest.send({ name: 'payment/completed', data: { paymentId: 'x' } });
    await world.wait(1);
    expect(await world.outcome(sessionId)).toMatchObject({ booking: 'AWAITING_PAYMENT', session: undefined });
    const unsigned = { method: 'POST', body: JSON.stringify({ event: forged, events: [forged], steps: {} }) };
    const url = `${world.inngestUrl}?fnId=halfpast-confirm-paid-session&stepId=step`;
    expect((await fetch(url, unsigned)).status).toBe(401);
  });

  it('lost events are made good by the sweep', async () => {
    await world.relay.stop();
    const unpaid = await world.bookSession(ann, await aLesson(world));
    const paid = await world.bookSession(bob, await aLesson(world));
    await world.pay(paid);
    await eventually(async () => (await world.prisma.paymentOutbox.count()) === 1);
    await world.prisma.sagaOutbox.deleteMany();
    await world.prisma.paymentOutbox.deleteMany();
    await world.wait(1_000);
    await becomes(unpaid.sessionId, expired);
    await becomes(paid.sessionId, confirmed);
  });

  it('a slot that is left held by an ended booking is released by the sweep', async () => {
    const { sessionId } = await world.bookSession(ann, await aLesson(world));
    await world.prisma.booking.update({ where: { bookingId: sessionId }, data: { status: 'REJECTED' } });
    await world.wait(1_000);
    expect(await becomes(sessionId, { slot: 'RELEASED' })).toMatchObject({ payment: 'CANCELED' });
  });

  it('a lesson that is over is completed', async () => {
    const lesson = await aLesson(world, 3 * 60);
    const booked = await world.bookSession(ann, lesson);
    await world.pay(booked);
    await becomes(booked.sessionId, confirmed);
    await world.wait(6 * 3_600);
    await becomes(booked.sessionId, { session: 'COMPLETED' });
  });

  it('a lost answer of Stripe leads to one intent', async () => {
    await world.fault({ api: { answer_lost: 1, path: '/v1/payment_intents' } });
    const booked = await world.bookSession(ann, await aLesson(world));
    const { data } = await world.stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.paymentId === booked.paymentId)).toHaveLength(1);
    await world.pay(booked);
    await becomes(booked.sessionId, confirmed);
  });

  it('a request that failed at Stripe is resumed when it is repeated', async () => {
    const lesson = await aLesson(world);
    await world.fault({ api: { status: 500, times: 3, path: '/v1/payment_intents' } });
    await expect(world.bookSession(ann, lesson)).rejects.toMatchObject({
      code: 'PAYMENT_PROVIDER_UNAVAILABLE',
    });
    const booked = await world.bookSession(ann, lesson);
    expect(await world.prisma.booking.count({ where: { tutorId: lesson.tutorId } })).toBe(1);
    await world.pay(booked);
    await becomes(booked.sessionId, confirmed);
  });
});

describe('with the engine down', () => {
  afterEach(async () => {
    await world.relay.stop();
    await world.stopEngine();
  });

  it('booking and paying go on, and all is confirmed when it is up again', async () => {
    world.relay.start();
    const booked = await world.bookSession(ann, await aLesson(world));
    await world.pay(booked);
    await becomes(booked.sessionId, { payment: 'SUCCEEDED' });
    expect(await world.outcome(booked.sessionId)).toMatchObject({
      booking: 'AWAITING_PAYMENT',
      slot: 'HELD',
    });
    await world.startEngine();
    await becomes(booked.sessionId, confirmed);
  });

  it('holds last longer, and money for a lesson that has begun meanwhile goes back', async () => {
    const lesson = await aLesson(world, 3 * 60);
    const booked = await world.bookSession(ann, lesson);
    await world.pay(booked);
    await becomes(booked.sessionId, { payment: 'SUCCEEDED' });
    await world.wait(5 * 3_600);
    expect(await world.outcome(booked.sessionId)).toMatchObject({ slot: 'HELD' });
    world.relay.start();
    await world.startEngine();
    expect(await becomes(booked.sessionId, refunded)).toMatchObject({
      slot: 'RELEASED',
      session: 'CANCELLED',
      refunds: [{ amount: 4_500, status: 'SUCCEEDED' }],
    });
  });
});

describe('two hundred students at the same time', () => {
  const twoHundred = <T>(make: (_: unknown, n: number) => T): T[] => Array.from({ length: 200 }, make);

  it.each([
    ['for one slot', () => 0],
    ['for overlapping slots', (n: number) => (n % 3) * 15],
  ])(
    '%s: exactly one wins',
    async (_, minutesLater) => {
      const lesson = await aLesson(world);
      const tries = await Promise.allSettled(
        twoHundred((_, n) =>
          world.bookSession(aStudent(), { ...lesson, time: plusMinutes(lesson.time, minutesLater(n)) }),
        ),
      );
      const won = tries.filter(({ status }) => status === 'fulfilled');
      const refusals = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['SLOT_UNAVAILABLE']));
      expect(won).toHaveLength(1);
      expect(refusals.every(({ details }) => details.alternatives.length > 0)).toBe(true);
      const rows = await world.prisma.booking.groupBy({
        by: ['status'],
        where: { tutorId: lesson.tutorId },
        _count: true,
      });
      expect(rows.filter(({ status }) => status !== 'REJECTED')).toEqual([
        { status: 'AWAITING_PAYMENT', _count: 1 },
      ]);
    },
    60_000,
  );

  it('or one student with two hundred clicks: one booking', async () => {
    const lesson = await aLesson(world);
    const clicks = twoHundred(() => world.bookSession(ann, { ...lesson, idempotencyKey: 'one wish' }));
    const ids = new Set((await Promise.all(clicks)).map(({ sessionId }) => sessionId));
    expect(ids.size).toBe(1);
    expect(await world.prisma.booking.count({ where: { tutorId: lesson.tutorId } })).toBe(1);
  }, 60_000);
});
