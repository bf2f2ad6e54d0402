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
  /** The time to pay is over now, if it wasn't before: whatever becomes of the request, the sweep closes the booking. */
  endTimeToPay(bookingId: string, now: Date): Promise<void>;
  /** Those among `bookingIds` that have ended. */
  ended(bookingIds: readonly string[]): Promise<readonly string[]>;
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
  /** Bookings whose hold is still HELD though it expired before `before`; those that were taken longest ago first. */
  takeOverdueHolds(before: Date, limit: number): Promise<readonly string[]>;
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
  /** When the lesson begins: a way to pay that could be decided later isn't offered. */
  readonly neededBy: Date;
};

export type PaidPayment = Omit<PaymentOrder, 'neededBy'> & {
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

export type SucceededRefund = {
  readonly refundId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
  /** Whether its payment's success is answered. */
  readonly isSettled: boolean;
};

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
  /**
   * Sends all that was captured back, once. WAITING: it is owed, and payment sends it when a dispute has closed.
   * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when it isn't known to be on its way; asking again resumes
   */
  refundInFull(paymentId: string, reason: string): Promise<'SENT' | 'WAITING'>;
  /** The same for a part, in minor units, and never more than was captured. */
  refundPayment(
    paymentId: string,
    refund: { readonly amount: number; readonly reason: string },
  ): Promise<'SENT' | 'WAITING'>;
  /** The refund, if it SUCCEEDED. */
  succeededRefund(refundId: string): Promise<SucceededRefund | undefined>;
  /** Notes that who waits for this refund knows of it. */
  markRefundTold(refundId: string): Promise<void>;
  /** Refunds that SUCCEEDED and that nobody was told of; those that were taken longest ago first. */
  takeUntoldRefunds(
    before: Date,
    limit: number,
  ): Promise<readonly { refundId: string; paymentId: string; sessionId: string }[]>;
  /** Asks Stripe what has become of all that is open, and applies it as webhooks would. @returns what it found, counted */
  reconcile(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
  /** Notes that the saga has answered this success: CONFIRMED, CANCELLED or REFUNDED. */
  settlePayment(paymentId: string): Promise<void>;
  /** Payments that SUCCEEDED before `before` and are not settled; those that were taken longest ago first. */
  takeUnsettledPayments(
    before: Date,
    limit: number,
  ): Promise<readonly { paymentId: string; sessionId: string }[]>;
};

/** The lesson that a booking becomes. */
export type Lesson = LessonRequest & { readonly sessionId: string };

/** CANCELLED by nobody is a mark: the payment failed, or the lesson could not be made; none is made under this id. */
export type SessionState =
  | { readonly status: 'PENDING_PAYMENT' | 'CONFIRMED' | 'COMPLETED' }
  | { readonly status: 'CANCELLED'; readonly cancelledBy: string | null; readonly cancelledAt: Date };

/** What the saga asks of communication. Every action may be repeated. */
export type Sessions = {
  /**
   * The Session of a paid lesson: one that awaits its payment is confirmed, one in any other state stays as it is.
   * @returns its state after that
   * @throws DomainError BAD_USER_INPUT when the lesson has already begun: then it can never be created
   */
  createConfirmedSession(lesson: Lesson): Promise<'CONFIRMED' | 'COMPLETED' | 'CANCELLED'>;
  /** A Session that awaits a payment under way, unless there is one in any state. */
  createPendingSession(lesson: Lesson): Promise<void>;
  sessionState(sessionId: string): Promise<SessionState | undefined>;
  /** Makes sure that this lesson is never confirmed. KEPT: it was, and stays as it is, cancelled by a person or not. */
  withdrawSession(lesson: Lesson): Promise<'WITHDRAWN' | 'KEPT'>;
  /** One that awaits its payment is CANCELLED, by nobody; in any other state it stays as it is. */
  withdrawPendingSession(sessionId: string): Promise<void>;
  /** Sessions that await their payment since before `before`; those that were taken longest ago first. */
  pendingSessions(before: Date, limit: number): Promise<readonly string[]>;
  /** Sessions that a person cancelled before `before`, not settled; those that were taken longest ago first. */
  takeUnsettledCancellations(before: Date, limit: number): Promise<readonly { sessionId: string }[]>;
  /** Notes that the saga has answered this cancellation: the slot is free, and what is due goes back. */
  settleCancellation(sessionId: string): Promise<void>;
  /** Tells both of a lesson that one of them cancelled, and what goes back; null for nothing. */
  tellCancelled(told: {
    readonly sessionId: string;
    readonly refund: { readonly amount: number; readonly currency: string } | null;
  }): Promise<void>;
  /** Tells both that a paid lesson could not be made. */
  tellWithdrawn(told: { readonly sessionId: string }): Promise<void>;
  /** Tells that money is back. */
  tellRefunded(refund: SucceededRefund): Promise<void>;
  /** Reminds of what begins soon. @returns of how many lessons */
  sendReminders(): Promise<number>;
  /** CONFIRMED sessions that have ended become COMPLETED. @returns how many */
  completeFinishedSessions(): Promise<number>;
};
