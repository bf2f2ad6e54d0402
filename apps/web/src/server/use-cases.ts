import type { Communication } from '@halfpast/communication';
import type { Viewer } from '@halfpast/kernel';
import type { PaymentService } from '@halfpast/payment';
import type { TutorMatching } from '@halfpast/tutor-matching';
import type { People } from './people.ts';

export type BookSessionRequest = {
  readonly tutorId: string;
  readonly time: Date;
  readonly duration: number;
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

/** What has become of a booking, in words that the result page can show as they are. */
export type CheckoutState =
  | 'awaiting_payment'
  | 'declined'
  | 'processing'
  | 'paid'
  | 'confirmed'
  | 'expired'
  | 'abandoned'
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
  readonly state: CheckoutState;
  readonly failureReason: string | null;
  readonly clientSecret: string | null;
};

/** What the browser's procedures ask of the services. */
export type UseCases = {
  readonly tutorMatching: Pick<TutorMatching, 'tutors' | 'tutor' | 'openSlots'>;
  readonly payment: Pick<PaymentService, 'getPaymentHistory' | 'paymentsOfSessions'>;
  readonly communication: Pick<Communication, 'getMySessions' | 'getSessionDetails' | 'sessionsByIds'>;
  readonly saga: {
    bookSession(viewer: Viewer, request: BookSessionRequest): Promise<BookSessionResult>;
    giveUpBooking(viewer: Viewer, sessionId: string): Promise<unknown>;
    checkoutOf(viewer: Viewer, sessionId: string): Promise<Checkout>;
  };
  readonly people: People;
};
