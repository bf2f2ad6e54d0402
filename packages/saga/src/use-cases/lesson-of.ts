import type { Booking } from '../domain/booking.ts';
import type { Lesson } from './ports.ts';

/** The lesson of a booking; the same from the same booking each time. */
export const lessonOf = ({ bookingId, tutorId, studentId, startsAt, duration }: Booking): Lesson => ({
  sessionId: bookingId,
  tutorId,
  studentId,
  startsAt,
  duration,
});
