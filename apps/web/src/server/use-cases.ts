import type { Page, Viewer } from '@halfpast/kernel';

/** A tutor as a student chooses one. */
export type Tutor = {
  readonly tutorId: string;
  readonly displayName: string;
  readonly headline: string;
  readonly bio: string;
  readonly subjects: readonly string[];
  readonly languages: readonly string[];
  readonly hourlyRate: number;
  readonly currency: string;
  readonly timeZone: string;
  readonly durations: readonly number[];
};

export type SessionStatus = 'PENDING_PAYMENT' | 'CONFIRMED' | 'COMPLETED' | 'CANCELLED';

export type Session = {
  readonly sessionId: string;
  readonly tutorId: string;
  readonly studentId: string;
  readonly scheduledAt: Date;
  readonly duration: number;
  readonly status: SessionStatus;
  readonly meetingLink?: string | null;
};

export type Refund = {
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly reason?: string | null;
};

export type Payment = {
  readonly paymentId: string;
  readonly sessionId: string;
  readonly tutorId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | null;
  readonly createdAt: Date;
  readonly refunds: readonly Refund[];
};

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
  readonly tutorMatching: {
    tutors(): Promise<readonly Tutor[]>;
    tutor(tutorId: string): Promise<Tutor>;
    openSlots(wanted: {
      readonly tutorId: string;
      readonly from: Date;
      readonly to: Date;
      readonly duration: number;
    }): Promise<readonly { readonly startsAt: Date; readonly endsAt: Date }[]>;
  };
  readonly payment: {
    getPaymentHistory(viewer: Viewer, page: Page): Promise<readonly Payment[]>;
    paymentsOfSessions(viewer: Viewer, sessionIds: readonly string[]): Promise<readonly Payment[]>;
  };
  readonly communication: {
    getMySessions(
      viewer: Viewer,
      wanted: { readonly status?: SessionStatus; readonly page: Page },
    ): Promise<readonly Session[]>;
    getSessionDetails(viewer: Viewer, sessionId: string): Promise<Session>;
    sessionsByIds(viewer: Viewer, sessionIds: readonly string[]): Promise<readonly Session[]>;
  };
  readonly saga: {
    bookSession(viewer: Viewer, request: BookSessionRequest): Promise<BookSessionResult>;
    giveUpBooking(viewer: Viewer, sessionId: string): Promise<unknown>;
    checkoutOf(viewer: Viewer, sessionId: string): Promise<Checkout>;
  };
  readonly people: {
    /** The names of these people, in one query; one who is gone has none. */
    namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
    profileOf(personId: string): Promise<{ readonly name: string; readonly email: string } | undefined>;
  };
};
