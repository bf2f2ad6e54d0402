import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Booking, canMove, isLive, isUnpaid } from '../domain/booking.ts';
import { aLesson, aSagaWorld, rival, type SagaWorld, student } from '../testing/saga-world.ts';

/** Two students after two overlapping slots of one tutor. */
const slots = [aLesson, { ...aLesson, time: plusMinutes(aLesson.time, 30) }];
const viewers = [student, rival];

const one = fc.nat({ max: 1 });
const which = fc.nat({ max: 3 });
const booking = fc.record({ do: fc.constant('book' as const), who: one, slot: one });
const paying = fc.record({
  do: fc.constantFrom('pay', 'pay', 'pay', 'pay too little', 'decline', 'processing', 'cancel the intent'),
  which,
});
const hearing = fc.record({ do: fc.constant('webhook' as const), which });
const leaving = fc.record({
  do: fc.constantFrom('give up', 'student cancels', 'student cancels', 'tutor cancels', 'dispute'),
  which,
});
const engine = fc.record({ do: fc.constantFrom('settle', 'settle', 'settle', 'sweep', 'lose events') });
const time = fc.record({ do: fc.constantFrom('wait a minute', 'wait a minute', 'wait for hours') });

type Any<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Action = Any<
  typeof booking | typeof paying | typeof hearing | typeof leaving | typeof engine | typeof time
>;

/** What one does after the other. Who waits for nobody is in a lane of their own. */
const lane = (first: readonly Action[], ...then: fc.Arbitrary<Action>[]): fc.Arbitrary<readonly Action[]> =>
  fc.array(fc.oneof(...then), { minLength: 1, maxLength: 8 }).map((more) => [...first, ...more]);

/** While students book and pay. */
const booked = fc.tuple(
  lane([{ do: 'book', who: 0, slot: 0 }], booking, paying, hearing, leaving),
  lane([{ do: 'book', who: 1, slot: 1 }], booking, paying, hearing, leaving),
  lane([], hearing, engine, engine, leaving),
  lane([], hearing, engine, engine, time),
);

/** Later, when some lessons are confirmed. */
const later = fc.tuple(
  lane([], leaving),
  lane([], leaving, hearing),
  lane([], engine),
  lane([], engine, time),
);

/** What people, Stripe, the engine and time do. A refusal is a fair answer. */
async function act(world: SagaWorld, action: Action): Promise<unknown> {
  const rows = [...world.rows.values()];
  const booking = 'which' in action ? rows[action.which % rows.length] : undefined;
  const paymentId = booking?.paymentId ?? '';
  switch (action.do) {
    case 'book': {
      const [viewer = student, lesson = aLesson] = [viewers[action.who], slots[action.slot]];
      return world.book(viewer, lesson);
    }
    case 'give up':
      return world.giveUp(booking?.studentId === rival.personId ? rival : student, booking?.bookingId ?? '');
    case 'pay':
      return world.stripe.pay(paymentId);
    case 'pay too little':
      return world.stripe.pay(paymentId, { amountReceived: 1 });
    case 'decline':
      return world.stripe.decline(paymentId);
    case 'processing':
      return (
        world.paymentRows.get(paymentId)?.intent === 'OPEN' && world.stripe.becomes(paymentId, 'PROCESSING')
      );
    case 'cancel the intent':
      return (
        world.paymentRows.get(paymentId)?.intent === 'OPEN' && world.stripe.becomes(paymentId, 'CANCELED')
      );
    case 'webhook':
      return world.stripe.webhook(paymentId);
    case 'student cancels':
      return world.cancelSession(booking?.bookingId ?? '', booking?.studentId ?? '');
    case 'tutor cancels':
      return world.cancelSession(booking?.bookingId ?? '', booking?.tutorId ?? '');
    case 'dispute':
      return world.stripe.dispute(paymentId);
    case 'settle':
      return world.settle();
    case 'sweep':
      return world.sweep();
    case 'lose events':
      return world.lose();
    case 'wait a minute':
      return world.wait(60);
    case 'wait for hours':
      return world.wait(20_000);
  }
}

/** Processing payments and disputes are decided, time goes by, and the sweep comes, until nothing is left to do. */
async function rest(world: SagaWorld): Promise<void> {
  for (const { paymentId, intent } of world.paymentRows.values())
    if (intent === 'PROCESSING') world.stripe.pay(paymentId);
  world.faults.length = 0;
  for (let round = 0; round < 4; round++) {
    world.wait(950);
    await world.cron('reconcile-payments');
    await world.sweep();
  }
  for (const { paymentId } of world.paymentRows.values()) world.stripe.closeDispute(paymentId);
  await world.settle();
}

/** What goes back of a cancelled lesson, as the booking’s own policy says. */
function granted(world: SagaWorld, booking: Booking): number {
  const state = world.sessionRows.get(booking.bookingId)?.state;
  if (state?.status !== 'CANCELLED' || state.cancelledBy === null) throw new Error('Nobody cancelled it');
  if (state.cancelledBy === booking.tutorId) return booking.amount;
  const hoursLeft = (booking.startsAt.getTime() - state.cancelledAt.getTime()) / 3_60_000;
  if (hoursLeft >= 24) return booking.amount;
  return hoursLeft >= 2 ? Math.ceil(booking.amount / 2) : 0;
}

function expectPromiseKept(world: SagaWorld): void {
  for (const booking of world.rows.values()) {
    const payment = world.paymentRows.get(booking.paymentId);
    const paid = payment?.intent === 'SUCCEEDED';
    const outcome = { ...world.outcome(booking.bookingId), status: payment?.status };
    const words = JSON.stringify(outcome);
    const { status } = booking;
    expect(isUnpaid(booking) || status === 'PAID', words).toBe(false);
    expect(paid, words).toBe(['CONFIRMED', 'CANCELLED', 'REFUNDED'].includes(status));
    if (status !== 'REJECTED')
      expect(outcome.slot, words).toBe(status === 'CONFIRMED' ? 'BOOKED' : 'RELEASED');
    expect(outcome.slot, words).not.toBe('HELD');
    if (status === 'CONFIRMED') expect(outcome, words).toMatchObject({ session: 'CONFIRMED', refunded: 0 });
    else if (status === 'CANCELLED')
      expect(outcome, words).toMatchObject({ session: 'CANCELLED', refunded: granted(world, booking) });
    else if (status === 'REFUNDED')
      expect(outcome, words).toMatchObject({ session: 'WITHDRAWN', refunded: payment?.amountReceived });
    else
      expect(outcome, words).toMatchObject({
        session: expect.toBeOneOf(['WITHDRAWN', undefined]),
        refunded: 0,
      });
    expect(outcome.owed, words).toBe(0);
    if (paid) expect(payment.isSettled, words).toBe(true);
    // No rest is left that somebody could still pay for a lesson that isn't there.
    if (!isLive(booking)) expect(outcome.intent, words).not.toBe('OPEN');
    expect(outcome.told, words).toEqual(
      outcome.session === 'CANCELLED' ? ['cancelled'] : outcome.session === 'WITHDRAWN' ? ['withdrawn'] : [],
    );
  }
  expect(world.history.filter(({ from, to }) => !canMove(from, to))).toEqual([]);
  const sold = [...world.holds.values()].filter(({ status }) => status === 'BOOKED');
  expect(sold.length).toBeLessThanOrEqual(1);
}

describe('whatever happens at the same time', () => {
  it('a session is booked if, and only if, its payment succeeds', async () => {
    const faults = fc.array(
      fc.record({
        nth: fc.nat({ max: 150 }),
        how: fc.constantFrom('fails' as const, 'answer lost' as const),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        booked,
        later,
        faults,
        async (scheduler, first, second, faultsToCome) => {
          const world = aSagaWorld(() => scheduler.schedule(Promise.resolve()));
          world.faults.push(...faultsToCome);
          for (const lanes of [first, second]) {
            const acted = lanes.map(async (lane) => {
              for (const action of lane) {
                await scheduler.schedule(Promise.resolve());
                await act(world, action).catch(() => undefined);
              }
            });
            await scheduler.waitFor(Promise.all(acted));
            await scheduler.waitFor(world.cron('reconcile-payments').catch(() => undefined));
          }
          await scheduler.waitFor(rest(world));
          expectPromiseKept(world);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
