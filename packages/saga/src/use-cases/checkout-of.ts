import { type Clock, signedIn, type Viewer } from '@halfpast/kernel';
import { type Booking, type BookingStatus, isOverdue, isUnpaid } from '../domain/booking.ts';
import type { CancellationPolicy } from '../domain/cancellation-policy.ts';
import { ownBooking } from './own-booking.ts';
import type { Bookings, PayableIntent, PaymentProgress, Payments, Sessions } from './ports.ts';

export type CheckoutState =
  | 'awaiting_payment'
  | 'declined'
  | 'processing'
  | 'paid'
  | 'confirmed'
  | 'expired'
  | 'abandoned'
  | 'cancelled'
  | 'refunded'
  | 'rejected';

export type Checkout = {
  readonly sessionId: string;
  readonly tutorId: string;
  readonly startsAt: Date;
  readonly duration: number;
  readonly amount: number;
  readonly currency: string;
  readonly expiresAt: Date;
  /** What the student gets back for cancelling it. */
  readonly cancellationPolicy: CancellationPolicy;
  readonly state: CheckoutState;
  readonly failureReason: string | null;
  /** Only while it can be paid. */
  readonly clientSecret: string | null;
};

type Deps = {
  readonly bookings: Pick<Bookings, 'find'>;
  readonly payments: Pick<Payments, 'paymentProgress' | 'payableIntent'>;
  readonly sessions: Pick<Sessions, 'sessionState'>;
  readonly clock: Clock;
};

type Progress = Pick<Checkout, 'state' | 'failureReason' | 'clientSecret'>;

/**
 * What has become of a booking, for the student who waits for it. While nothing is decided Stripe is asked, at most
 * every few seconds: that also finds what a lost webhook would have told.
 * @throws DomainError NOT_FOUND, also for somebody else's; PAYMENT_PROVIDER_UNAVAILABLE
 */
export const checkoutOf =
  (deps: Deps) =>
  async (viewer: Viewer | undefined, sessionId: string): Promise<Checkout> => {
    const booking = await ownBooking(deps.bookings, signedIn(viewer), sessionId);
    const { tutorId, startsAt, duration, amount, currency, expiresAt, cancellationPolicy } = booking;
    const lesson = { sessionId, tutorId, startsAt, duration };
    const terms = { amount, currency, expiresAt, cancellationPolicy };
    const progress = isUnpaid(booking) ? await unpaid(deps, booking) : decided(stateOf[booking.status]);
    return { ...lesson, ...terms, ...progress };
  };

const stateOf: Record<BookingStatus, CheckoutState> = {
  REQUESTED: 'awaiting_payment',
  AWAITING_PAYMENT: 'awaiting_payment',
  PAID: 'paid',
  CONFIRMED: 'confirmed',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  ABANDONED: 'abandoned',
  CANCELLED: 'cancelled',
  REFUNDED: 'refunded',
};

const decided = (state: CheckoutState, failureReason: string | null = null): Progress => ({
  state,
  failureReason,
  clientSecret: null,
});

async function unpaid({ payments, sessions, clock }: Deps, booking: Booking): Promise<Progress> {
  // A secret leaves the server only for a booking that is AWAITING_PAYMENT. What Stripe says here is in the row after.
  const intent =
    booking.status === 'AWAITING_PAYMENT' ? await payments.payableIntent(booking.paymentId) : undefined;
  const payment = await payments.paymentProgress(booking.paymentId);
  if (payment?.status === 'SUCCEEDED') return decided('paid');
  if (payment?.status === 'CANCELED') return decided('expired', payment.failureReason);
  if (intent?.processing || (await isPending(sessions, booking))) return decided('processing');
  if (isOverdue(booking, clock())) return decided('expired', payment?.failureReason);
  return open(payment, intent);
}

/** A lesson that awaits a slow payment offers no other card: when that fails, the booking is closed. */
const isPending = async (sessions: Deps['sessions'], { bookingId }: Booking): Promise<boolean> =>
  (await sessions.sessionState(bookingId))?.status === 'PENDING_PAYMENT';

const open = (payment: PaymentProgress | undefined, intent: PayableIntent | undefined): Progress => ({
  state: payment?.status === 'DECLINED' ? 'declined' : 'awaiting_payment',
  failureReason: payment?.failureReason ?? null,
  clientSecret: intent?.clientSecret ?? null,
});
