import type { Session } from '@halfpast/communication';
import { DomainError, type Viewer } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import type { Dispute, PaymentView, RaisedAlert } from '@halfpast/payment';
import type { Tutor } from '@halfpast/tutor-matching';

type CancelledSession = Session & { status: 'CANCELLED' };

export const student: Viewer = { personId: 'student-1', role: 'student' };

export const aTutor = (tutor: Partial<Tutor> = {}): Tutor => ({
  tutorId: 'tutor-1',
  displayName: 'Ada Byron',
  headline: 'Maths with patience',
  bio: 'Twelve years of it.',
  subjects: ['Maths'],
  languages: ['English'],
  hourlyRate: 4500,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  durations: [30, 60],
  ...tutor,
});

export const aSession = (session: Partial<Session & { status: 'CONFIRMED' }> = {}): Session => ({
  sessionId: '01900000-0000-7000-8000-000000000001',
  tutorId: 'tutor-1',
  studentId: student.personId,
  scheduledAt: new Date('2030-05-01T10:00:00Z'),
  duration: 60,
  status: 'CONFIRMED',
  meetingLink: 'https://meet.test/room',
  ...session,
});

export const aCancelledSession = (changes: Partial<CancelledSession> = {}): CancelledSession => {
  const { sessionId, tutorId, studentId, scheduledAt, duration } = aSession();
  return {
    sessionId,
    tutorId,
    studentId,
    scheduledAt,
    duration,
    status: 'CANCELLED',
    cancelledBy: student.personId,
    cancelledAt: new Date('2030-04-02T10:00:00Z'),
    cancellationReason: 'Ill',
    ...changes,
  };
};

export const aPayment = (payment: Partial<PaymentView> = {}): PaymentView => ({
  paymentId: '01900000-0000-7000-8000-000000000002',
  userId: student.personId,
  tutorId: 'tutor-1',
  sessionId: aSession().sessionId,
  amount: 4500,
  currency: 'EUR',
  status: 'SUCCEEDED',
  isProcessing: false,
  failureReason: null,
  stripePaymentIntentId: 'pi_1',
  refunds: [],
  isDisputed: false,
  disputes: [],
  createdAt: new Date('2030-04-01T10:00:00Z'),
  ...payment,
});

export const anAlert: RaisedAlert = {
  alertId: 'alert-1',
  key: 'dispute:dp_1',
  kind: 'DISPUTE_OPENED',
  words: 'The payment is disputed.',
  paymentId: aPayment().paymentId,
  sessionId: aSession().sessionId,
  createdAt: new Date('2030-04-03T10:00:00Z'),
};

export const aDispute: Dispute = {
  disputeId: 'dp_1',
  paymentId: aPayment().paymentId,
  amount: 4500,
  currency: 'EUR',
  reason: 'fraudulent',
  status: 'OPEN',
  openedAt: new Date('2030-04-03T10:00:00Z'),
};

const booked = {
  sessionId: aSession().sessionId,
  paymentId: aPayment().paymentId,
  clientSecret: 'pi_1_secret_1',
  amount: 4500,
  currency: 'EUR',
  expiresAt: new Date('2030-04-01T10:15:00Z'),
};

const cancellationPolicy = { tiers: [{ hoursBefore: 24, percent: 100 }] };

/** The services as routers see them, holding one tutor, one session and one payment. */
export const services = () => ({
  tutorMatching: {
    tutors: async () => [aTutor(), aTutor({ tutorId: 'tutor-2', subjects: ['French'] })],
    async tutor(tutorId: string) {
      if (tutorId !== 'tutor-1') throw new DomainError('NOT_FOUND', 'There is no such tutor');
      return aTutor();
    },
    tutorsByIds: async (ids: readonly string[]) => ids.map((tutorId) => aTutor({ tutorId })),
    openSlots: async ({ from, to }: { from: Date; to: Date }) => [{ startsAt: from, endsAt: to }],
  },
  payment: {
    getPaymentHistory: async (): Promise<readonly PaymentView[]> => [aPayment()],
    paymentsOfSessions: async (): Promise<readonly PaymentView[]> => [aPayment()],
    paymentOf: async (): Promise<PaymentView> => aPayment(),
    paymentsByIds: async () => [aPayment()],
    alerts: async () => [anAlert],
    disputes: async () => [aDispute],
    paymentOfSession: async () => aPayment(),
  },
  communication: {
    getMySessions: async () => [aSession()],
    getSessionDetails: async () => aSession(),
    sessionsByIds: async () => [aSession()],
    cancelSession: async () => aCancelledSession(),
  },
  saga: {
    bookSession: async () => booked,
    giveUpBooking: async () => undefined,
    cancellationQuote: async (_: Viewer | undefined, sessionId: string) => ({
      sessionId,
      amount: 4500,
      currency: 'EUR',
      percent: 100,
      until: null,
    }),
    refundDue: async () => ({ amount: 4500, currency: 'EUR' }),
    checkoutOf: async () => ({
      sessionId: booked.sessionId,
      tutorId: 'tutor-1',
      startsAt: aSession().scheduledAt,
      duration: 60,
      amount: booked.amount,
      currency: booked.currency,
      expiresAt: booked.expiresAt,
      cancellationPolicy,
      state: 'awaiting_payment' as const,
      failureReason: null,
      clientSecret: booked.clientSecret,
    }),
  },
  people: {
    namesOf: async () => new Map([['tutor-1', 'Ada Byron']]),
    profileOf: async () => ({ name: 'Sam', email: 'sam@example.test' }),
  },
  browser: { publishableKey: 'pk_test_1', stripeJsUrl: null, cancellationPolicy },
  logger: silentLogger,
});
