import { describe, expect, it } from 'vitest';
import { demoAccounts } from './accounts.ts';
import { exceptionsFrom } from './exceptions.ts';
import { demoTutors } from './tutors.ts';
import { rulesOf } from './week.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date('2026-11-25T13:00:00Z');

describe('the demo tutors', () => {
  it('come from many zones and ask for many currencies, one of them without minor units', () => {
    expect(new Set(demoTutors.map(({ timeZone }) => timeZone)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(demoTutors.map(({ currency }) => currency)).size).toBeGreaterThanOrEqual(4);
    expect(demoTutors.some(({ currency }) => currency === 'JPY')).toBe(true);
  });

  it('have ids and addresses of their own', () => {
    expect(new Set(demoAccounts.map(({ id }) => id)).size).toBe(demoAccounts.length);
    expect(new Set(demoAccounts.map(({ email }) => email)).size).toBe(demoAccounts.length);
  });

  it.each(demoTutors)('$displayName teaches in each of the coming weeks', ({ week, monthly, durations }) => {
    const exceptions = new Map(exceptionsFrom(now, monthly).map((e) => [e.date.getTime(), e.periods]));
    const today = Date.UTC(2026, 10, 25);
    for (let first = 0; first < 28; first += 7) {
      const periods = Array.from({ length: 7 }, (_, n) => new Date(today + (first + n) * day)).flatMap(
        (date) =>
          exceptions.get(date.getTime()) ??
          rulesOf(week).filter(({ weekday }) => weekday === (date.getUTCDay() || 7)),
      );
      const longest = Math.max(...durations);
      const roomy = periods.filter(({ startMinute, endMinute }) => endMinute - startMinute >= longest);
      expect(roomy.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('include one in Berlin, and others, who teach all day, every day', () => {
    const tireless = demoTutors.filter(({ week, monthly }) => {
      const rules = rulesOf(week);
      const minutes = (on: number) =>
        rules
          .filter(({ weekday }) => weekday === on)
          .reduce((sum, { startMinute, endMinute }) => sum + endMinute - startMinute, 0);
      return monthly.length === 0 && [1, 2, 3, 4, 5, 6, 7].every((weekday) => minutes(weekday) >= 12 * 60);
    });
    expect(tireless).toContainEqual(
      expect.objectContaining({ email: 'tutor@demo.test', timeZone: 'Europe/Berlin' }),
    );
    expect(tireless.length).toBeGreaterThanOrEqual(3);
  });

  it('keep the same exception on a date, whichever day it is looked at', () => {
    const monthly = [{ weekday: 5, nth: 2, hours: [] }];
    const dates = (from: string) => exceptionsFrom(new Date(from), monthly).map(({ date }) => date);
    expect(dates('2026-11-25T00:00:00Z')).toEqual([
      new Date('2026-12-11T00:00:00Z'),
      new Date('2027-01-08T00:00:00Z'),
    ]);
    expect(dates('2026-12-11T23:59:00Z')[0]).toEqual(new Date('2026-12-11T00:00:00Z'));
  });
});
