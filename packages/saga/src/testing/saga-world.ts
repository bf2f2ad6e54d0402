import { newId, plusMinutes, plusSeconds, type Viewer } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { allSagas } from '../all-sagas.ts';
import { bookSession } from '../use-cases/book-session.ts';
import { cancellationQuote } from '../use-cases/cancellation-quote.ts';
import { checkoutOf } from '../use-cases/checkout-of.ts';
import { closeBooking } from '../use-cases/close-booking.ts';
import { confirmPaidSession } from '../use-cases/confirm-paid-session.ts';
import { giveUpBooking } from '../use-cases/give-up-booking.ts';
import { standardPolicy } from './a-booking.ts';
import { bookingsInMemory } from './bookings-in-memory.ts';
import { engineInMemory } from './engine-in-memory.ts';
import { type Fault, faulty } from './faulty.ts';
import { paymentsInMemory } from './payments-in-memory.ts';
import { sessionsInMemory } from './sessions-in-memory.ts';
import { tutorMatchingInMemory } from './tutor-matching-in-memory.ts';

export const noon = new Date('2026-11-24T12:00:00.000Z');
export const student: Viewer = { personId: 'student-1', role: 'student' };
export const rival: Viewer = { personId: 'student-2', role: 'student' };
export const tutor: Viewer = { personId: 'tutor-1', role: 'tutor' };
/** A lesson two days from now. */
export const aLesson = { tutorId: 'tutor-1', time: plusMinutes(noon, 2 * 24 * 60), duration: 60 };

/** The whole saga on ports in memory; `tick` is where others may come between two calls. */
export function aSagaWorld(tick: () => Promise<void> = async () => {}) {
  const time = { now: noon };
  const clock = () => time.now;
  const disturbance = { tick, faults: [] as Fault[], calls: [] as string[] };
  const warnings: object[] = [];
  const errors: object[] = [];
  const runner = engineInMemory(clock);
  const announce = (event: (typeof runner.events)[number]) => void runner.events.push(event);
  const store = bookingsInMemory(announce);
  const matching = tutorMatchingInMemory(clock);
  const money = paymentsInMemory(clock, announce);
  const lessons = sessionsInMemory(clock, announce);
  const deps = {
    bookings: faulty(store.bookings, disturbance),
    tutorMatching: faulty(matching.tutorMatching, disturbance),
    payments: faulty(money.payments, disturbance),
    sessions: faulty(lessons.sessions, disturbance),
    clock,
    newId,
    logger: {
      ...silentLogger,
      warn: (fields: object) => void warnings.push(fields),
      error: (fields: object) => void errors.push(fields),
    },
    holdSeconds: 900,
    bookingNoticeSeconds: 3_600,
    cancellationPolicy: standardPolicy,
  };
  runner.add(allSagas(deps));

  return {
    ...store,
    ...matching,
    ...money,
    ...lessons,
    ...disturbance,
    ...runner,
    deps,
    time,
    warnings,
    errors,
    book: bookSession(deps),
    giveUp: giveUpBooking(deps),
    checkout: checkoutOf(deps),
    quote: cancellationQuote(deps),
    confirm: confirmPaidSession(deps),
    close: closeBooking(deps),
    sweep: () => runner.cron('sweep'),
    wait(seconds: number) {
      time.now = plusSeconds(time.now, seconds);
    },
    /** What became of a booking, on all sides. */
    outcome(bookingId: string) {
      const booking = store.rows.get(bookingId);
      const payment = booking && money.paymentRows.get(booking.paymentId);
      const refund = booking && money.refundRows.get(booking.paymentId);
      const state = lessons.sessionRows.get(bookingId)?.state;
      const isMark = state?.status === 'CANCELLED' && state.cancelledBy === null;
      return {
        booking: booking?.status,
        slot: matching.holds.get(bookingId)?.status,
        session: isMark ? 'WITHDRAWN' : state?.status,
        intent: payment?.intent,
        refunded: refund?.status === 'SUCCEEDED' ? refund.amount : 0,
        owed: refund?.status === 'PENDING' ? refund.amount : 0,
        told: lessons.told.filter(({ of }) => of === bookingId).map(({ kind }) => kind),
      };
    },
  };
}

export type SagaWorld = ReturnType<typeof aSagaWorld>;
