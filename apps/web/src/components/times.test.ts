import { describe, expect, it } from 'vitest';
import {
  clockTime,
  dayKey,
  dayShift,
  lengthOf,
  longDay,
  offsetOf,
  placeOf,
  shortDay,
  timeSpan,
} from './times.ts';

const instant = new Date('2026-11-26T15:30:00Z');

describe('times', () => {
  it('writes an instant on the clock and the calendar of a zone', () => {
    expect(clockTime(instant, 'Europe/Berlin')).toBe('16:30');
    expect(clockTime(instant, 'Asia/Tokyo')).toBe('00:30');
    expect(longDay(instant, 'Europe/Berlin')).toBe('Thursday 26 November');
    expect(shortDay(instant, 'Asia/Tokyo')).toBe('Fri 27 Nov 2026');
    expect(dayKey(instant, 'Asia/Tokyo')).toBe('2026-11-27');
  });

  it('names the place of a zone and its offset at that instant', () => {
    expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(placeOf('UTC')).toBe('UTC');
    expect(offsetOf(instant, 'Asia/Kolkata')).toBe('GMT+5:30');
    expect(offsetOf(new Date('2026-07-01T12:00:00Z'), 'Europe/Berlin')).toBe('GMT+2');
  });

  it('spans the hour that the clocks are put back', () => {
    expect(timeSpan(new Date('2026-10-25T00:30:00Z'), 60, 'Europe/Berlin')).toBe('02:30–02:30');
    expect(timeSpan(new Date('2026-11-26T22:30:00Z'), 60, 'Europe/Berlin')).toBe('23:30–00:30');
  });

  it.each([
    ['Asia/Tokyo', 'Europe/Berlin', ' +1 day'],
    ['Europe/Berlin', 'Asia/Tokyo', ' −1 day'],
    ['Europe/Madrid', 'Europe/Berlin', ''],
  ])('says that it is another day in %s than in %s', (there, here, shift) => {
    expect(dayShift(instant, { there, here })).toBe(shift);
  });

  it.each([
    [45, '45 minutes'],
    [60, '1 hour'],
    [90, '1 h 30 min'],
    [120, '2 hours'],
  ])('tells a length of %i minutes in words', (minutes, words) => {
    expect(lengthOf(minutes)).toBe(words);
  });
});
