import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Booking, canMove, isLive, isUnpaid } from '../domain/booking.ts';
import { aLesson, aSagaWorld, rival, type SagaWorld, student } from '../testing/saga-world.ts';

/** Two students after two overlapping slots of one tutor. */
const slots = [aLesson, { ...aLesson, time: plusMinutes(aLesson.time, 30) }];
const viewers = [student, rival];

const one = fc.nat({ max: 1 });
const any = fc.nat({ max: 3 });
const actions = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('book' as const), who: one, slot: one }),
    fc.record({ do: fc.constant('give up' as const), which: any }),
    fc.record({
      do: fc.constantFrom(
        ...(['pay', 'pay too little', 'decline', 'processing', 'cancel the intent', 'webhook'] as const),
        ...(['student cancels', 'tutor cancels', 'dispute'] as const),
      ),
      which: any,
    }),
    fc.record({ do: fc.constantFrom('settle', 'sweep', 'lose events', 'wait') }),
  ),
  { minLength: 4, maxLength: 24 },
);
type Action = (typeof actions extends fc.Arbitrary<infer A> ? A : never) extends readonly (infer E)[]
  ? E
  : never;

/** What people, Stripe, the engine and time do. A refusal is a fair answer. */
async function act(world: SagaWorld, action: Action): Promise<unknown> {
  const booking = 'which' in action ? [...world.rows.values()][action.which] : undefined;
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
    case 'wait':
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
    expect(new Set(outcome.told).size).toBe(outcome.told.length);
  }
  expect(world.history.filter(({ from, to }) => !canMove(from, to))).toEqual([]);
  const sold = [...world.holds.values()].filter(({ status }) => status === 'BOOKED');
  expect(sold.length).toBeLessThanOrEqual(1);
}

describe('whatever happens at the same time', () => {
  it('a session is booked if, and only if, its payment succeeds', async () => {
    const faults = fc.array(
      fc.record({ nth: fc.nat({ max: 60 }), how: fc.constantFrom('fails' as const, 'answer lost' as const) }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actions, faults, async (scheduler, script, faultsToCome) => {
        const world = aSagaWorld(() => scheduler.schedule(Promise.resolve()));
        world.faults.push(...faultsToCome);
        const acted = script.map(async (action) => {
          await scheduler.schedule(Promise.resolve());
          await act(world, action).catch(() => undefined);
        });
        await scheduler.waitFor(Promise.all(acted));
        await scheduler.waitFor(rest(world));
        expectPromiseKept(world);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
