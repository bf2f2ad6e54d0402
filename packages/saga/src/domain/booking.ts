import { earlierOf, plusSeconds } from '@halfpast/kernel';
import type { CancellationPolicy } from './cancellation-policy.ts';

/** What a booking is from its first moment on; frozen, so that each repeat of a step sends the same. */
type Terms = {
  /** Also the id of the Session it becomes. */
  readonly bookingId: string;
  readonly paymentId: string;
  readonly studentId: string;
  readonly tutorId: string;
  readonly startsAt: Date;
  /** Minutes. */
  readonly duration: number;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly idempotencyKey: string | null;
  readonly expiresAt: Date;
  readonly cancellationPolicy: CancellationPolicy;
};

export type UnpaidBooking = Terms & { readonly status: 'REQUESTED' | 'AWAITING_PAYMENT' };
export type PaidBooking = Terms & { readonly status: 'PAID' | 'CONFIRMED' };
export type EndedBooking = Terms & {
  readonly status: 'REJECTED' | 'EXPIRED' | 'ABANDONED' | 'CANCELLED' | 'REFUNDED';
};
export type LiveBooking = UnpaidBooking | PaidBooking;
export type Booking = LiveBooking | EndedBooking;
export type BookingStatus = Booking['status'];

/** Where a booking may go from each status. Money that arrives after the end is answered by REFUNDED alone. */
const transitions: Record<BookingStatus, readonly BookingStatus[]> = {
  REQUESTED: ['REJECTED', 'AWAITING_PAYMENT', 'PAID', 'EXPIRED', 'ABANDONED'],
  AWAITING_PAYMENT: ['PAID', 'EXPIRED', 'ABANDONED'],
  PAID: ['CONFIRMED', 'CANCELLED', 'REFUNDED'],
  CONFIRMED: ['CANCELLED'],
  REJECTED: ['REFUNDED'],
  EXPIRED: ['REFUNDED'],
  ABANDONED: ['REFUNDED'],
  CANCELLED: [],
  REFUNDED: [],
};

/** Whether that is one legal step; staying as it is is none. */
export const canMove = (from: BookingStatus, to: BookingStatus): boolean => transitions[from].includes(to);

/** The statuses from which `to` may be reached: what a compare-and-set compares with. */
export const statusesBefore = (to: BookingStatus): BookingStatus[] =>
  [...liveStatuses, ...endedStatuses].filter((from) => canMove(from, to));

/** Nobody is known to have paid, and it isn’t closed: it may still go either way. */
export const isUnpaid = (booking: Booking): booking is UnpaidBooking =>
  booking.status === 'REQUESTED' || booking.status === 'AWAITING_PAYMENT';

/** It keeps its student from booking the same slot again. */
export const isLive = (booking: Booking): booking is LiveBooking =>
  isUnpaid(booking) || booking.status === 'PAID' || booking.status === 'CONFIRMED';

export const liveStatuses = [
  'REQUESTED',
  'AWAITING_PAYMENT',
  'PAID',
  'CONFIRMED',
] as const satisfies BookingStatus[];

/** In these no slot is held for it any more, and none is sold. */
export const endedStatuses = [
  'REJECTED',
  'EXPIRED',
  'ABANDONED',
  'CANCELLED',
  'REFUNDED',
] as const satisfies BookingStatus[];

/** Whether the time to pay is over; closing may still be under way. */
export const isOverdue = (booking: Booking, now: Date): boolean =>
  isUnpaid(booking) && booking.expiresAt <= now;

/** How long a slot stays held: nobody shall pay for a lesson that has begun. */
export const holdEnd = (
  now: Date,
  startsAt: Date,
  { holdSeconds, bookingNoticeSeconds }: { holdSeconds: number; bookingNoticeSeconds: number },
): Date => earlierOf(plusSeconds(now, holdSeconds), plusSeconds(startsAt, -bookingNoticeSeconds));

/** Whether the lesson has begun: it can't become a Session any more. */
export const isMissed = (booking: Booking, now: Date): boolean => booking.startsAt <= now;
