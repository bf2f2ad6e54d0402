import { type Booking, type BookingStatus, canMove, isLive, isUnpaid } from '../domain/booking.ts';
import { bookingRequested } from '../events.ts';
import type { Bookings } from '../use-cases/ports.ts';
import type { SagaEvent } from '../use-cases/saga-step.ts';

/** The bookings without a database, under the same unique rules; `announce` is the outbox. */
export function bookingsInMemory(announce: (event: SagaEvent) => void) {
  const rows = new Map<string, Booking>();
  const history: { bookingId: string; from: BookingStatus; to: BookingStatus }[] = [];
  const isSame = (a: Parameters<Bookings['live']>[0], b: Booking): boolean =>
    isLive(b) &&
    b.studentId === a.studentId &&
    ((b.tutorId === a.tutorId && b.startsAt.getTime() === a.startsAt.getTime()) ||
      (a.idempotencyKey !== undefined && b.idempotencyKey === a.idempotencyKey));

  const bookings: Bookings = {
    async insert(booking) {
      const { idempotencyKey, ...lesson } = booking;
      const wanted = idempotencyKey === null ? lesson : { ...lesson, idempotencyKey };
      if ([...rows.values()].some((row) => isSame(wanted, row))) return false;
      rows.set(booking.bookingId, booking);
      const { bookingId, expiresAt } = booking;
      announce({ name: bookingRequested, data: { bookingId, expiresAt: expiresAt.toISOString() } });
      return true;
    },
    find: async (bookingId) => rows.get(bookingId),
    live: async (wanted) => [...rows.values()].filter((row) => isSame(wanted, row)).filter(isLive),
    async move(bookingId, to) {
      const row = rows.get(bookingId);
      if (!row || !canMove(row.status, to)) return row;
      history.push({ bookingId, from: row.status, to });
      const moved = { ...row, status: to };
      rows.set(bookingId, moved);
      return moved;
    },
    takeOverdue: async (before, limit) =>
      [...rows.values()]
        .filter(isUnpaid)
        .filter(({ expiresAt }) => expiresAt < before)
        .slice(0, limit),
    async endTimeToPay(bookingId, now) {
      const row = rows.get(bookingId);
      if (row && isUnpaid(row) && row.expiresAt > now) rows.set(bookingId, { ...row, expiresAt: now });
    },
    ended: async (bookingIds) =>
      bookingIds.filter((bookingId) => {
        const row = rows.get(bookingId);
        return row && !isLive(row);
      }),
  };
  return { bookings, rows, history };
}
