import type {
  Alert,
  Checkout,
  Dispute,
  PaidFor,
  PaymentDetails,
  Person,
  Policy,
  Refund,
  SessionDetails,
  TutorProfile,
} from '@/trpc/answers.ts';

export const aTutor = (changes: Partial<TutorProfile> = {}): TutorProfile => ({
  tutorId: 'tutor-ana',
  displayName: 'Ana Beltrán',
  headline: 'Spanish, out loud',
  bio: 'I taught in Valencia.\n\nNow I teach one at a time.',
  subjects: ['Spanish'],
  languages: ['Spanish', 'English'],
  hourlyRate: 4000,
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  durations: [30, 60],
  ...changes,
});

export const aStudent: Person = {
  personId: 'student-mina',
  name: 'Mina Okafor',
  email: 'mina@example.test',
  role: 'student',
};

/** What comes with the product. */
export const aPolicy: Policy = {
  tiers: [
    { hoursBefore: 24, percent: 100 },
    { hoursBefore: 2, percent: 50 },
  ],
};

export const aCheckout = (changes: Partial<Checkout> = {}): Checkout => ({
  sessionId: 'session-1',
  tutorId: 'tutor-ana',
  tutorName: 'Ana Beltrán',
  tutorTimeZone: 'Asia/Tokyo',
  startsAt: '2026-11-26T15:30:00.000Z',
  duration: 60,
  amount: 4000,
  currency: 'EUR',
  expiresAt: '2026-11-25T10:15:00.000Z',
  state: 'awaiting_payment',
  failureReason: null,
  clientSecret: 'pi_1_secret_2',
  cancellationPolicy: aPolicy,
  ...changes,
});

export const aSession = (changes: Partial<SessionDetails> = {}): SessionDetails => ({
  sessionId: 'session-1',
  tutorId: 'tutor-ana',
  studentId: 'student-mina',
  tutorName: 'Ana Beltrán',
  studentName: 'Mina Okafor',
  scheduledAt: '2026-11-26T15:30:00.000Z',
  duration: 60,
  status: 'CONFIRMED',
  meetingLink: 'https://meet.example/abc',
  cancelledBy: null,
  cancelledAt: null,
  cancellationReason: null,
  refundDue: null,
  payment: { status: 'SUCCEEDED', amount: 4000, currency: 'EUR', refunds: [], isDisputed: false },
  ...changes,
});

export const aCancelledSession = (changes: Partial<SessionDetails> = {}): SessionDetails =>
  aSession({
    status: 'CANCELLED',
    meetingLink: null,
    cancelledBy: 'student',
    cancelledAt: '2026-11-25T10:00:00.000Z',
    payment: {
      status: 'SUCCEEDED',
      amount: 4000,
      currency: 'EUR',
      refunds: [aRefund({ status: 'SUCCEEDED' })],
      isDisputed: false,
    },
    refundDue: { amount: 4000, currency: 'EUR' },
    ...changes,
  });

export const aRefund = (changes: Partial<Refund> = {}): Refund => ({
  refundId: 'refund-1',
  amount: 4000,
  currency: 'EUR',
  status: 'PENDING',
  reason: null,
  createdAt: '2026-11-25T11:00:00.000Z',
  ...changes,
});

export const anAlert = (changes: Partial<Alert> = {}): Alert => ({
  alertId: 'alert-1',
  kind: 'REFUND_FAILED',
  words: 'A refund failed. It is tried again by itself.',
  paymentId: 'payment-1',
  createdAt: '2026-11-25T12:00:00.000Z',
  payment: aPaymentInQuestion(),
  ...changes,
});

export const aDispute = (changes: Partial<Dispute> = {}): Dispute => ({
  disputeId: 'dp_1',
  status: 'OPEN',
  reason: 'product_not_received',
  amount: 4000,
  currency: 'EUR',
  paymentId: 'payment-1',
  openedAt: '2026-11-25T12:00:00.000Z',
  payment: aPaymentInQuestion(),
  ...changes,
});

export const aPaymentInQuestion = (
  changes: Partial<NonNullable<Alert['payment']>> = {},
): NonNullable<Alert['payment']> => ({
  sessionId: 'session-1',
  amount: 4000,
  currency: 'EUR',
  studentName: 'Mina Okafor',
  tutorName: 'Ana Beltrán',
  refunds: [],
  ...changes,
});

export const aPayment = (changes: Partial<PaidFor> = {}): PaidFor => ({
  paymentId: 'payment-1',
  sessionId: 'session-1',
  amount: 4000,
  currency: 'EUR',
  status: 'SUCCEEDED',
  isProcessing: false,
  failureReason: null,
  createdAt: '2026-11-25T10:00:00.000Z',
  refunds: [],
  tutorName: 'Ana Beltrán',
  scheduledAt: '2026-11-26T15:30:00.000Z',
  ...changes,
});

export const aPaymentInDetail = (changes: Partial<PaymentDetails> = {}): PaymentDetails => ({
  ...aPayment(),
  stripePaymentIntentId: 'pi_1',
  disputes: [],
  ...changes,
});
