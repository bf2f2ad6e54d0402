import type { Checkout, PaidFor, Person, Session, TutorProfile } from '@/trpc/answers.ts';

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
  ...changes,
});

export const aSession = (changes: Partial<Session> = {}): Session => ({
  sessionId: 'session-1',
  tutorId: 'tutor-ana',
  studentId: 'student-mina',
  tutorName: 'Ana Beltrán',
  studentName: 'Mina Okafor',
  scheduledAt: '2026-11-26T15:30:00.000Z',
  duration: 60,
  status: 'CONFIRMED',
  meetingLink: 'https://meet.example/abc',
  payment: { status: 'SUCCEEDED', amount: 4000, currency: 'EUR', refunds: [] },
  ...changes,
});

export const aPayment = (changes: Partial<PaidFor> = {}): PaidFor => ({
  paymentId: 'payment-1',
  sessionId: 'session-1',
  amount: 4000,
  currency: 'EUR',
  status: 'SUCCEEDED',
  failureReason: null,
  createdAt: '2026-11-25T10:00:00.000Z',
  refunds: [],
  tutorName: 'Ana Beltrán',
  scheduledAt: '2026-11-26T15:30:00.000Z',
  ...changes,
});
