import { newId, plusMinutes } from '@halfpast/kernel';
import type { Booking } from '../domain/booking.ts';
import type { CancellationPolicy } from '../domain/cancellation-policy.ts';

const noon = new Date('2026-11-24T12:00:00.000Z');

export const standardPolicy: CancellationPolicy = {
  tiers: [
    { hoursBefore: 24, percent: 100 },
    { hoursBefore: 2, percent: 50 },
  ],
};

/** A booking with ids of its own. */
export const aBooking = <B extends Partial<Booking>>(with_: B) => ({
  bookingId: newId(),
  paymentId: newId(),
  studentId: 'student-1',
  tutorId: 'tutor-1',
  startsAt: plusMinutes(noon, 2 * 24 * 60),
  duration: 60,
  amount: 4500,
  currency: 'EUR',
  description: '60 minutes with Ada',
  idempotencyKey: null,
  expiresAt: plusMinutes(noon, 15),
  cancellationPolicy: standardPolicy,
  status: 'REQUESTED' as const,
  ...with_,
});
