import { newId, plusSeconds } from '@halfpast/kernel';
import { createPrisma, type OutboxEvent, type PrismaClient, relayOutbox } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { BookingStatus, UnpaidBooking } from '../domain/booking.ts';
import { aBooking, standardPolicy } from '../testing/a-booking.ts';
import type { Bookings } from '../use-cases/ports.ts';
import { prismaBookings } from './prisma-bookings.ts';

let prisma: PrismaClient;
let bookings: Bookings;
const commits = { count: 0 };

beforeAll(async () => {
  prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
  bookings = prismaBookings({ prisma, newId, afterCommit: () => void commits.count++ });
});
afterAll(() => prisma.$disconnect());

/** A booking of a student whom no other test knows. */
const aNewBooking = (with_: { idempotencyKey?: string; expiresAt?: Date } = {}): UnpaidBooking => ({
  ...aBooking({ studentId: newId() }),
  expiresAt: plusSeconds(new Date(), 3_600),
  ...with_,
});

const outbox = async (): Promise<OutboxEvent[]> => {
  const events: OutboxEvent[] = [];
  await relayOutbox(prisma, 'saga', async (batch) => void events.push(...batch));
  return events;
};

describe('storing a booking', () => {
  it('writes it together with its event, and says so', async () => {
    await outbox();
    const before = commits.count;
    const booking = aNewBooking({ idempotencyKey: 'key-1' });
    expect(await bookings.insert(booking)).toBe(true);
    expect(await bookings.find(booking.bookingId)).toEqual(booking);
    const { bookingId, expiresAt } = booking;
    const data = { bookingId, expiresAt: expiresAt.toISOString() };
    expect(await outbox()).toMatchObject([{ name: 'booking/requested', data }]);
    expect(commits.count).toBe(before + 1);
  });

  it('writes nothing at all next to a live one of the same slot', async () => {
    const first = aNewBooking();
    await bookings.insert(first);
    await outbox();
    const again = { ...first, bookingId: newId(), paymentId: newId() };
    expect(await bookings.insert(again)).toBe(false);
    expect(await bookings.find(again.bookingId)).toBeUndefined();
    expect(await outbox()).toEqual([]);
  });

  it('writes nothing next to a live one under the same key', async () => {
    const first = aNewBooking({ idempotencyKey: 'key-2' });
    await bookings.insert(first);
    const again = { ...first, bookingId: newId(), paymentId: newId(), tutorId: 'tutor-2' };
    expect(await bookings.insert(again)).toBe(false);
  });

  it('lets twenty at the same time in only once', async () => {
    const wish = aNewBooking();
    const tries = Array.from({ length: 20 }, () =>
      bookings.insert({ ...wish, bookingId: newId(), paymentId: newId() }),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('starts anew when the earlier one has ended', async () => {
    const first = aNewBooking({ idempotencyKey: 'key-3' });
    await bookings.insert(first);
    await bookings.move(first.bookingId, 'EXPIRED');
    expect(await bookings.insert({ ...first, bookingId: newId(), paymentId: newId() })).toBe(true);
  });
});

describe('finding a live booking', () => {
  it('finds it by its slot or by its key, and only the student’s own', async () => {
    const booking = aNewBooking({ idempotencyKey: 'key-4' });
    await bookings.insert(booking);
    const { studentId, tutorId, startsAt } = booking;
    const elsewhere = { studentId, tutorId: 'tutor-2', startsAt };
    expect(await bookings.live({ studentId, tutorId, startsAt })).toEqual([booking]);
    expect(await bookings.live({ ...elsewhere, idempotencyKey: 'key-4' })).toEqual([booking]);
    expect(await bookings.live({ ...elsewhere, idempotencyKey: 'key-5' })).toEqual([]);
    expect(await bookings.live({ ...elsewhere, studentId: newId(), idempotencyKey: 'key-4' })).toEqual([]);
    await bookings.move(booking.bookingId, 'ABANDONED');
    expect(await bookings.live({ studentId, tutorId, startsAt })).toEqual([]);
  });
});

describe('moving a booking', () => {
  it('is decided once among many that want it elsewhere', async () => {
    const { bookingId, ...rest } = aNewBooking();
    await bookings.insert({ bookingId, ...rest });
    const wanted: BookingStatus[] = ['EXPIRED', 'ABANDONED', 'REJECTED', 'PAID'];
    const moved = await Promise.all(wanted.map((to) => bookings.move(bookingId, to)));
    const winners = new Set(moved.map((booking) => booking?.status));
    expect(winners.size).toBe(1);
    expect(wanted).toContain([...winners][0]);
  });

  it('answers with what is, when it may not', async () => {
    const booking = aNewBooking();
    await bookings.insert(booking);
    expect(await bookings.move(booking.bookingId, 'CONFIRMED')).toEqual(booking);
    expect(await bookings.move(newId(), 'PAID')).toBeUndefined();
  });
});

describe('taking up what is overdue', () => {
  it('takes the unpaid ones, and each in its turn', async () => {
    const now = new Date();
    const rows = [60, 50, 40].map((ago) => aNewBooking({ expiresAt: plusSeconds(now, -ago) }));
    const young = aNewBooking({ expiresAt: plusSeconds(now, 60) });
    const paid = aNewBooking({ expiresAt: plusSeconds(now, -60) });
    await Promise.all([...rows, young, paid].map((row) => bookings.insert(row)));
    await bookings.move(paid.bookingId, 'PAID');
    const take = async (limit: number) =>
      (await bookings.takeOverdue(now, limit)).map(({ bookingId }) => bookingId);
    const ids = rows.map(({ bookingId }) => bookingId);
    const ours = (taken: string[]) => taken.filter((id) => ids.includes(id));
    const first = ours(await take(2));
    const second = ours(await take(2));
    expect(first).toHaveLength(2);
    expect(ids.filter((id) => !first.includes(id))).toEqual(second.filter((id) => !first.includes(id)));
    const all = await take(100);
    expect(all).toEqual(expect.arrayContaining(ids));
    expect(all).not.toContain(young.bookingId);
    expect(all).not.toContain(paid.bookingId);
  });
});

describe('ending the time to pay', () => {
  it('ends it now, and never later than it would have', async () => {
    const now = new Date();
    const booking = aNewBooking({ expiresAt: plusSeconds(now, 600) });
    await bookings.insert(booking);
    await bookings.endTimeToPay(booking.bookingId, now);
    await bookings.endTimeToPay(booking.bookingId, plusSeconds(now, 60));
    expect((await bookings.find(booking.bookingId))?.expiresAt).toEqual(now);
  });

  it('changes nothing once it is paid', async () => {
    const booking = aNewBooking();
    await bookings.insert(booking);
    await bookings.move(booking.bookingId, 'PAID');
    await bookings.endTimeToPay(booking.bookingId, new Date());
    expect((await bookings.find(booking.bookingId))?.expiresAt).toEqual(booking.expiresAt);
  });
});

describe('which bookings have ended', () => {
  it('is told of those that are asked for', async () => {
    const statuses: BookingStatus[] = ['REJECTED', 'EXPIRED', 'ABANDONED', 'PAID'];
    const rows = [...statuses, undefined].map((status) => ({ status, booking: aNewBooking() }));
    for (const { status, booking } of rows) {
      await bookings.insert(booking);
      if (status) await bookings.move(booking.bookingId, status);
    }
    const ids = rows.map(({ booking }) => booking.bookingId);
    expect(new Set(await bookings.ended(ids))).toEqual(new Set(ids.slice(0, 3)));
    expect(await bookings.ended([])).toEqual([]);
  });

  it('counts in those that were cancelled, and lets them be booked anew', async () => {
    const booking = aNewBooking({ idempotencyKey: 'key-6' });
    await bookings.insert(booking);
    for (const to of ['PAID', 'CONFIRMED', 'CANCELLED'] as const) await bookings.move(booking.bookingId, to);
    expect(await bookings.ended([booking.bookingId])).toEqual([booking.bookingId]);
    expect(await bookings.insert({ ...booking, bookingId: newId(), paymentId: newId() })).toBe(true);
  });
});

it('a booking from before there was a choice has the terms that were always meant', async () => {
  const booking = aNewBooking();
  await bookings.insert(booking);
  await prisma.$executeRaw`
    UPDATE "saga"."booking" SET "cancellation_policy" = DEFAULT WHERE "booking_id" = ${booking.bookingId}::uuid`;
  expect((await bookings.find(booking.bookingId))?.cancellationPolicy).toEqual(standardPolicy);
});
