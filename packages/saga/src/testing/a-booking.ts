import { newId, plusMinutes } from '@halfpast/kernel';
import type { Booking } from '../domain/booking.ts';

const noon = new Date('2026-11-24T12:00:00.000Z');

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
  status: 'REQUESTED' as const,
  ...with_,
});
