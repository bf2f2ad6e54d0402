import type { Money } from '@halfpast/kernel';
import type { Booking, BookingStatus, LiveBooking, UnpaidBooking } from '../domain/booking.ts';

/** The bookings themselves. */
export type Bookings = {
  /**
   * Stores a new booking and `booking/requested` in one commit.
   * @returns false if this student has a live booking of this slot or under this key: then nothing is stored
   */
  insert(booking: UnpaidBooking): Promise<boolean>;
  find(bookingId: string): Promise<Booking | undefined>;
  /** The student's live bookings of this slot, or under this key. */
  live(wanted: {
    readonly studentId: string;
    readonly tutorId: string;
    readonly startsAt: Date;
    readonly idempotencyKey?: string;
  }): Promise<readonly LiveBooking[]>;
  /** Moves the booking if its status allows it, in one statement. @returns the row as it is after that */
  move(bookingId: string, to: BookingStatus): Promise<Booking | undefined>;
  /** Unpaid bookings that expired before `before`; those that were taken longest ago first. */
  takeOverdue(before: Date, limit: number): Promise<readonly UnpaidBooking[]>;
};

/** A lesson as a student asks for it: from `startsAt` for `duration` minutes. */
export type LessonRequest = {
  readonly tutorId: string;
  readonly studentId: string;
  readonly startsAt: Date;
  readonly duration: number;
};

export type HoldRequest = LessonRequest & { readonly bookingId: string; readonly expiresAt: Date };

/** What the saga asks of tutor-matching. Every action may be repeated. */
export type TutorMatching = {
  /**
   * The price of `duration` minutes with a tutor, and the tutor's name for the payment's description.
   * @throws DomainError NOT_FOUND for an unknown tutor, BAD_USER_INPUT for a duration that the tutor doesn't offer
   */
  quoteLesson(
    tutorId: string,
    duration: number,
  ): Promise<{ readonly tutorName: string; readonly price: Money }>;
  /** Whether the very slot is on offer now; the same function as `openSlots`. */
  isSlotOpen(lesson: LessonRequest): Promise<boolean>;
  /** The next few starts that are on offer instead, nearest first. */
  alternativesTo(lesson: LessonRequest): Promise<readonly Date[]>;
  /**
   * Holds the slot for one booking.
   * @throws DomainError SLOT_UNAVAILABLE when it isn't on offer (any more), when it overlaps another lesson of this
   * student, or when it was released under this id before
   */
  holdSlot(hold: HoldRequest): Promise<void>;
  /** HELD becomes BOOKED. RELEASED, or no hold at all, is answered as it is and changed by nothing. */
  bookSlot(bookingId: string): Promise<'BOOKED' | 'RELEASED'>;
  /** Whatever there was is RELEASED; what wasn't leaves a mark, so that a hold that comes later is refused. */
  releaseSlot(bookingId: string): Promise<void>;
  /** The bookings whose hold overlaps this lesson of the student, if any. */
  overlappingHold(lesson: LessonRequest): Promise<string | undefined>;
  /** Bookings whose hold is still HELD though it expired before `before`; oldest first. */
  overdueHolds(before: Date, limit: number): Promise<readonly string[]>;
};

/** Everything a PaymentIntent is made from; frozen in the Booking, so that each repeat sends the same. */
export type PaymentOrder = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly tutorId: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
};

export type PaidPayment = PaymentOrder & {
  /** What Stripe captured, in minor units; compare with `amount` and `currency` before anything is confirmed. */
  readonly amountReceived: number;
  readonly currencyReceived: string;
};

export type PaymentProgress = {
  readonly status: 'PENDING' | 'DECLINED' | 'CANCELED' | 'SUCCEEDED';
  /** Why the last try failed, in words for the student. */
  readonly failureReason: string | null;
};

/** `processing`: the student has paid, and the outcome is still open. */
export type PayableIntent = { readonly clientSecret: string; readonly processing: boolean };

/** What the saga asks of payment. Every action may be repeated. */
export type Payments = {
  /**
   * Makes the Payment row, then its PaymentIntent. CLOSED: the payment was closed before it was created.
   * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when the outcome is unknown or Stripe refuses; asking again resumes
   */
  createPaymentIntentForSession(
    order: PaymentOrder,
  ): Promise<{ readonly status: 'OPEN'; readonly clientSecret: string } | { readonly status: 'CLOSED' }>;
  /**
   * Makes sure that no money can arrive any more. CLOSED: Stripe says the intent is canceled, or there is none and none
   * will be. PAID: it succeeded, and that is applied as the webhook would. PROCESSING: it may still succeed; ask again.
   * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when Stripe can't be asked
   */
  closePayment(order: PaymentOrder): Promise<'CLOSED' | 'PAID' | 'PROCESSING'>;
  /** What the row says of a payment; no question to Stripe. */
  paymentProgress(paymentId: string): Promise<PaymentProgress | undefined>;
  /**
   * What is needed to pay it now, asked from Stripe. undefined: it can't be paid (any more).
   * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE
   */
  payableIntent(paymentId: string): Promise<PayableIntent | undefined>;
  /** The payment, if it SUCCEEDED. */
  paidPayment(paymentId: string): Promise<PaidPayment | undefined>;
  /** Sends all that was captured back, once. @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE */
  refundInFull(paymentId: string, reason: string): Promise<void>;
  /** Notes that the saga has answered this success: CONFIRMED or REFUNDED. */
  settlePayment(paymentId: string): Promise<void>;
  /** Payments that SUCCEEDED before `before` and are not settled; those that were taken longest ago first. */
  takeUnsettledPayments(
    before: Date,
    limit: number,
  ): Promise<readonly { paymentId: string; sessionId: string }[]>;
};

/** What the saga asks of communication. Every action may be repeated. */
export type Sessions = {
  /**
   * The Session of a paid lesson, CONFIRMED; one that is there already, in whatever state, stays as it is.
   * @throws DomainError BAD_USER_INPUT when the lesson has already begun: then it can never be created
   */
  createConfirmedSession(lesson: LessonRequest & { readonly sessionId: string }): Promise<void>;
  /** Whether there is a Session under this id, in any state. */
  sessionExists(sessionId: string): Promise<boolean>;
  /** CONFIRMED sessions that have ended become COMPLETED. @returns how many */
  completeFinishedSessions(): Promise<number>;
};
