import { newId, plusMinutes, plusSeconds, type Viewer } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { bookingRequested } from '../events.ts';
import { bookSession } from '../use-cases/book-session.ts';
import { checkoutOf } from '../use-cases/checkout-of.ts';
import { closeBooking } from '../use-cases/close-booking.ts';
import { confirmPaidSession } from '../use-cases/confirm-paid-session.ts';
import { findStuck } from '../use-cases/find-stuck.ts';
import { giveUpBooking } from '../use-cases/give-up-booking.ts';
import { releaseLeftovers } from '../use-cases/release-leftover.ts';
import { atOnce, type Steps } from '../use-cases/saga-step.ts';
import { bookingsInMemory } from './bookings-in-memory.ts';
import { type Fault, faulty } from './faulty.ts';
import { type PaymentEvent, paymentsInMemory } from './payments-in-memory.ts';
import { sessionsInMemory } from './sessions-in-memory.ts';
import { tutorMatchingInMemory } from './tutor-matching-in-memory.ts';

export const noon = new Date('2026-11-24T12:00:00.000Z');
export const student: Viewer = { personId: 'student-1', role: 'student' };
export const rival: Viewer = { personId: 'student-2', role: 'student' };
/** A lesson two days from now. */
export const aLesson = { tutorId: 'tutor-1', time: plusMinutes(noon, 2 * 24 * 60), duration: 60 };

type Event = { name: typeof bookingRequested | PaymentEvent; bookingId: string; paymentId: string };

/** The whole saga on ports in memory; `tick` is where others may come between two calls. */
export function aSagaWorld(tick: () => Promise<void> = async () => {}) {
  const time = { now: noon };
  const clock = () => time.now;
  const disturbance = { tick, faults: [] as Fault[], calls: [] as string[] };
  const engine = { forgets: false };
  const events: Event[] = [];
  const warnings: object[] = [];
  const store = bookingsInMemory(({ bookingId, paymentId }) =>
    events.push({ name: bookingRequested, bookingId, paymentId }),
  );
  const matching = tutorMatchingInMemory(clock);
  const money = paymentsInMemory(clock, (name, { sessionId, paymentId }) =>
    events.push({ name, bookingId: sessionId, paymentId }),
  );
  const lessons = sessionsInMemory(clock);
  const deps = {
    bookings: faulty(store.bookings, disturbance),
    tutorMatching: faulty(matching.tutorMatching, disturbance),
    payments: faulty(money.payments, disturbance),
    sessions: faulty(lessons.sessions, disturbance),
    clock,
    newId,
    logger: { ...silentLogger, warn: (fields: object) => void warnings.push(fields) },
    holdSeconds: 900,
    bookingNoticeSeconds: 3_600,
  };
  const confirm = confirmPaidSession(deps);
  const close = closeBooking(deps);
  const release = releaseLeftovers(deps);

  /** Runs as an engine does; one that forgets has its runs end at their first failure. */
  async function run(saga: (step: Steps) => Promise<void>): Promise<void> {
    if (engine.forgets) await saga(atOnce).catch(() => undefined);
    else await durably(saga);
  }

  /** Starts what an event starts. An unpaid booking that isn't due yet waits. */
  async function react(event: Event): Promise<void> {
    const booking = store.rows.get(event.bookingId);
    switch (event.name) {
      case 'payment/completed':
        return run((step) => confirm(step, event));
      case 'payment/canceled':
        return run((step) => close(step, { bookingId: event.bookingId, as: 'EXPIRED' }));
      case bookingRequested:
        if (booking && booking.expiresAt > time.now) events.push(event);
        else await run((step) => close(step, { bookingId: event.bookingId, as: 'EXPIRED' }));
    }
  }

  /** Whatever has been announced by now is reacted to. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 5; round++) await Promise.all(events.splice(0).map(react));
  }

  async function sweep(): Promise<void> {
    const stuck = await findStuck(deps)();
    for (const { bookingId } of stuck.overdueBookings)
      await run((step) => close(step, { bookingId, as: 'EXPIRED' }));
    for (const { paymentId } of stuck.unansweredPayments) await run((step) => confirm(step, { paymentId }));
    await release(stuck.overdueHolds);
  }

  return {
    ...store,
    ...matching,
    ...money,
    ...lessons,
    ...disturbance,
    deps,
    time,
    engine,
    events,
    warnings,
    book: bookSession(deps),
    giveUp: giveUpBooking(deps),
    checkout: checkoutOf(deps),
    confirm,
    close,
    settle,
    sweep,
    wait(seconds: number) {
      time.now = plusSeconds(time.now, seconds);
    },
    /** What became of a booking, on all sides. */
    outcome(bookingId: string) {
      const booking = store.rows.get(bookingId);
      const payment = booking && money.paymentRows.get(booking.paymentId);
      return {
        booking: booking?.status,
        slot: matching.holds.get(bookingId)?.status,
        session: lessons.made.get(bookingId) ?? 0,
        intent: payment?.intent,
        refunds: payment?.refunds,
      };
    },
  };
}

export type SagaWorld = ReturnType<typeof aSagaWorld>;

/** Runs a saga as an engine does: what a step returned is remembered, and a step that throws is tried again. */
export async function durably(saga: (step: Steps) => Promise<void>, tries = 5): Promise<void> {
  const remembered = new Map<string, unknown>();
  const step: Steps = {
    async run<T>(id: string, work: () => Promise<T>): Promise<T> {
      if (!remembered.has(id)) remembered.set(id, JSON.parse(JSON.stringify(await work())));
      return remembered.get(id) as T;
    },
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await saga(step);
    } catch (error) {
      if (attempt === tries) throw error;
    }
  }
}
