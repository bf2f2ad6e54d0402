import { DomainError, isId, type Viewer } from '@halfpast/kernel';
import type { Booking } from '../domain/booking.ts';
import type { Bookings } from './ports.ts';

/**
 * The viewer's own booking, whatever has become of it.
 * @throws DomainError NOT_FOUND, also for somebody else's
 */
export async function ownBooking(
  bookings: Pick<Bookings, 'find'>,
  viewer: Viewer,
  sessionId: string,
): Promise<Booking> {
  const booking = isId(sessionId) ? await bookings.find(sessionId) : undefined;
  if (booking?.studentId !== viewer.personId) throw new DomainError('NOT_FOUND', 'There is no such booking');
  return booking;
}
