import { type Clock, DomainError, isDomainError, type NewId, signedIn, type Viewer } from '@halfpast/kernel';
import { holdEnd, isLive, isOverdue, type LiveBooking, type UnpaidBooking } from '../domain/booking.ts';
import type { CancellationPolicy } from '../domain/cancellation-policy.ts';
import { paymentOrderOf } from './payment-order.ts';
import type { Bookings, LessonRequest, Payments, TutorMatching } from './ports.ts';
import { releaseLeftover } from './release-leftover.ts';
import { slotUnavailable, taken } from './slot-unavailable.ts';

export type BookSessionRequest = {
  readonly tutorId: string;
  readonly time: Date;
  /** Minutes. */
  readonly duration: number;
  /** The same for each repeat of one wish to book. */
  readonly idempotencyKey?: string;
};

export type BookSessionResult = {
  readonly sessionId: string;
  readonly paymentId: string;
  readonly clientSecret: string;
  readonly amount: number;
  readonly currency: string;
  readonly expiresAt: Date;
};

type Deps = {
  readonly bookings: Bookings;
  readonly tutorMatching: TutorMatching;
  readonly payments: Pick<Payments, 'createPaymentIntentForSession' | 'closePayment'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly holdSeconds: number;
  readonly bookingNoticeSeconds: number;
  readonly cancellationPolicy: CancellationPolicy;
};

type Wish = { readonly lesson: LessonRequest; readonly idempotencyKey?: string };

/**
 * Holds a slot for the student and opens its payment, within the request. Asked again, it answers with the same booking.
 * @throws DomainError BAD_USER_INPUT, NOT_FOUND for an unknown tutor, SLOT_UNAVAILABLE with the student's own booking or
 * with other times, PAYMENT_PROVIDER_UNAVAILABLE (asking again resumes)
 */
export const bookSession =
  (deps: Deps) =>
  async (viewer: Viewer | undefined, request: BookSessionRequest): Promise<BookSessionResult> => {
    const wish = checked(deps, signedIn(viewer), request);
    const [{ price, tutorName }, live, isOpen] = await Promise.all([
      deps.tutorMatching.quoteLesson(request.tutorId, request.duration),
      liveBookings(deps, wish),
      deps.tutorMatching.isSlotOpen(wish.lesson),
    ]);
    const own = ownAmong(live, wish);
    if (own) return goOn(deps, wish, own);
    if (!isOpen) return goOnWithRival(deps, wish);
    const booking: UnpaidBooking = {
      ...wish.lesson,
      ...price,
      bookingId: deps.newId(),
      paymentId: deps.newId(),
      description: `${request.duration} minutes with ${tutorName}`,
      idempotencyKey: wish.idempotencyKey ?? null,
      expiresAt: holdEnd(deps.clock(), wish.lesson.startsAt, deps),
      cancellationPolicy: deps.cancellationPolicy,
      status: 'REQUESTED',
    };
    if (await deps.bookings.insert(booking)) return goOn(deps, wish, booking);
    return goOnWithRival(deps, wish);
  };

function checked(
  { clock }: Deps,
  { personId }: Viewer,
  { tutorId, time, duration, idempotencyKey }: BookSessionRequest,
): Wish {
  // An invalid date is neither later nor earlier than anything.
  if (!(time > clock())) throw badInput('The lesson must lie in the future');
  if (idempotencyKey !== undefined && idempotencyKey.length > 200)
    throw badInput('idempotencyKey is too long');
  if (tutorId === personId) throw badInput('You can’t book a lesson with yourself');
  const lesson = { tutorId, studentId: personId, startsAt: time, duration };
  return idempotencyKey ? { lesson, idempotencyKey } : { lesson };
}

const liveBookings = ({ bookings }: Deps, { lesson, idempotencyKey }: Wish) =>
  bookings.live(idempotencyKey ? { ...lesson, idempotencyKey } : lesson);

/** The live booking that this wish has already led to: a double click, a lost answer, a closed tab. */
function ownAmong(live: readonly LiveBooking[], { lesson, idempotencyKey }: Wish): LiveBooking | undefined {
  const underKey = live.find((booking) => idempotencyKey && booking.idempotencyKey === idempotencyKey);
  if (underKey && !isFor(underKey, lesson)) throw badInput('This idempotencyKey was used for another lesson');
  const own = underKey ?? live[0];
  if (!own || isFor(own, lesson)) return own;
  throw taken({ sessionId: own.bookingId });
}

const isFor = (booking: LiveBooking, { tutorId, startsAt, duration }: LessonRequest): boolean =>
  booking.tutorId === tutorId &&
  booking.startsAt.getTime() === startsAt.getTime() &&
  booking.duration === duration;

/** Takes up a booking wherever it was left: each step may be repeated. */
async function goOn(deps: Deps, wish: Wish, booking: LiveBooking): Promise<BookSessionResult> {
  if (isOverdue(booking, deps.clock())) throw await slotUnavailable(deps, wish.lesson, booking.bookingId);
  if (booking.status === 'REQUESTED' && !(await held(deps, booking))) {
    await deps.bookings.move(booking.bookingId, 'REJECTED');
    return goOnWithRival(deps, wish);
  }
  const payment = await deps.payments.createPaymentIntentForSession(paymentOrderOf(booking));
  const now =
    booking.status === 'REQUESTED'
      ? await deps.bookings.move(booking.bookingId, 'AWAITING_PAYMENT')
      : booking;
  if (now && isLive(now) && payment.status === 'OPEN') return resultOf(now, payment.clientSecret);
  // A twin of this request found the slot taken, and this one came too late to it: nobody else would clean up soon.
  if (now?.status === 'REJECTED') await releaseLeftover(deps)(now.bookingId);
  throw await slotUnavailable(deps, wish.lesson, booking.bookingId);
}

async function held({ tutorMatching }: Deps, booking: UnpaidBooking): Promise<boolean> {
  try {
    await tutorMatching.holdSlot(booking);
    return true;
  } catch (error) {
    if (isDomainError(error, 'SLOT_UNAVAILABLE')) return false;
    throw error;
  }
}

/** Somebody was faster. If that was this student's other click, they share its booking. */
async function goOnWithRival(deps: Deps, wish: Wish): Promise<BookSessionResult> {
  const rival = ownAmong(await liveBookings(deps, wish), wish);
  if (rival) return goOn(deps, wish, rival);
  throw await slotUnavailable(deps, wish.lesson);
}

const resultOf = (booking: LiveBooking, clientSecret: string): BookSessionResult => ({
  sessionId: booking.bookingId,
  paymentId: booking.paymentId,
  clientSecret,
  amount: booking.amount,
  currency: booking.currency,
  expiresAt: booking.expiresAt,
});

const badInput = (message: string): DomainError => new DomainError('BAD_USER_INPUT', message);
