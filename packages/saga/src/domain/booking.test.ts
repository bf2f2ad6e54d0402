import { plusMinutes, plusSeconds } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBooking } from '../testing/a-booking.ts';
import {
  type BookingStatus,
  canMove,
  endedStatuses,
  holdEnd,
  isLive,
  isMissed,
  isOverdue,
  isUnpaid,
  liveStatuses,
  statusesBefore,
} from './booking.ts';

const ended: BookingStatus[] = ['REJECTED', 'EXPIRED', 'ABANDONED'];
const noon = new Date('2026-11-24T12:00:00Z');
const periods = { holdSeconds: 900, bookingNoticeSeconds: 3_600 };

describe('a booking', () => {
  it('goes from a request to a confirmed lesson', () => {
    expect(canMove('REQUESTED', 'AWAITING_PAYMENT')).toBe(true);
    expect(canMove('AWAITING_PAYMENT', 'PAID')).toBe(true);
    expect(canMove('PAID', 'CONFIRMED')).toBe(true);
  });

  it('may be paid before its request has noticed', () => {
    expect(canMove('REQUESTED', 'PAID')).toBe(true);
  });

  it.each(ended)('that is %s lives no more, and money that comes later is sent back', (status) => {
    expect(isLive(aBooking({ status }))).toBe(false);
    expect(canMove(status, 'REFUNDED')).toBe(true);
    expect(canMove(status, 'PAID')).toBe(false);
    expect(canMove(status, 'CONFIRMED')).toBe(false);
  });

  it('that is paid neither expires nor is given up', () => {
    expect(statusesBefore('EXPIRED')).toEqual(['REQUESTED', 'AWAITING_PAYMENT']);
    expect(statusesBefore('ABANDONED')).toEqual(['REQUESTED', 'AWAITING_PAYMENT']);
  });

  it('is only refused before it has an intent', () => {
    expect(statusesBefore('REJECTED')).toEqual(['REQUESTED']);
  });

  it.each<BookingStatus>(['CANCELLED', 'REFUNDED'])('that is %s stays so', (status) => {
    expect(isLive(aBooking({ status }))).toBe(false);
    expect([...liveStatuses, ...endedStatuses].filter((to) => canMove(status, to))).toEqual([]);
  });

  it('that is paid is only cancelled, whether it is marked as confirmed yet or not', () => {
    expect(statusesBefore('CANCELLED')).toEqual(['PAID', 'CONFIRMED']);
    expect(canMove('CONFIRMED', 'REFUNDED')).toBe(false);
  });

  it('is either live or ended', () => {
    for (const status of liveStatuses) expect(isLive(aBooking({ status }))).toBe(true);
    for (const status of endedStatuses) expect(isLive(aBooking({ status }))).toBe(false);
  });

  it('is overdue at its end to the millisecond, unless it is paid', () => {
    const booking = aBooking({ status: 'AWAITING_PAYMENT', expiresAt: noon });
    expect(isOverdue(booking, plusSeconds(noon, -0.001))).toBe(false);
    expect(isOverdue(booking, noon)).toBe(true);
    expect(isOverdue(aBooking({ status: 'PAID', expiresAt: noon }), noon)).toBe(false);
    expect(isUnpaid(booking)).toBe(true);
  });

  it('is missed once its lesson begins', () => {
    const booking = aBooking({ startsAt: noon });
    expect(isMissed(booking, plusSeconds(noon, -0.001))).toBe(false);
    expect(isMissed(booking, noon)).toBe(true);
  });

  it('is never held into the notice of its lesson, nor longer than a hold', () => {
    expect(holdEnd(noon, plusMinutes(noon, 24 * 60), periods)).toEqual(plusSeconds(noon, 900));
    expect(holdEnd(noon, plusMinutes(noon, 65), periods)).toEqual(plusMinutes(noon, 5));
    const minutes = fc.integer({ min: 61, max: 100_000 });
    fc.assert(
      fc.property(minutes, (ahead) => {
        const startsAt = plusMinutes(noon, ahead);
        const end = holdEnd(noon, startsAt, periods);
        expect(end <= plusSeconds(startsAt, -3_600) && end <= plusSeconds(noon, 900)).toBe(true);
      }),
    );
  });
});
