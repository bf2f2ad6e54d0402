import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, byDay, pageOf, weekFrom } from './week.ts';

const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

describe('weekFrom', () => {
  it('spans seven days of the viewer’s calendar', () => {
    const week = weekFrom('2026-11-26', 'Asia/Tokyo');
    expect(week.days).toEqual([
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
    ]);
    expect(week.from.toISOString()).toBe('2026-11-25T15:00:00.000Z');
    expect(hours(week)).toBe(168);
  });

  it('is an hour longer or shorter when the clocks change in it', () => {
    expect(hours(weekFrom('2026-10-23', 'Europe/Berlin'))).toBe(169);
    expect(hours(weekFrom('2027-03-25', 'Europe/Berlin'))).toBe(167);
  });

  it('begins a day without midnight when its clocks begin', () => {
    // Cuba puts its clocks forward at midnight
    expect(weekFrom('2027-03-14', 'America/Havana').from.toISOString()).toBe('2027-03-14T05:00:00.000Z');
  });
});

describe('pageOf', () => {
  it.each([
    ['2026-11-26', '2026-11-26'],
    ['2026-12-02', '2026-11-26'],
    ['2026-12-03', '2026-12-03'],
    ['2026-12-30', '2026-12-24'],
    ['2026-11-01', '2026-11-26'],
  ])('shows %s on the page that begins with %s', (day, page) => {
    expect(pageOf(day, '2026-11-26')).toBe(page);
  });
});

describe('byDay', () => {
  it('puts a slot under the day it begins on for the viewer', () => {
    const [first, second] = byDay(
      [{ startsAt: '2026-11-26T15:30:00Z' }],
      ['2026-11-26', '2026-11-27'],
      'Asia/Tokyo',
    );
    expect(first?.slots).toEqual([]);
    expect(second?.slots).toEqual([{ startsAt: new Date('2026-11-26T15:30:00Z'), label: '00:30' }]);
  });

  it('tells a clock time that comes twice apart by its offset', () => {
    const slots = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'].map(
      (startsAt) => ({ startsAt }),
    );
    const [day] = byDay(slots, ['2026-10-25'], 'Europe/Berlin');
    expect(day?.slots.map(({ label }) => label)).toEqual(['02:30 GMT+2', '02:30 GMT+1', '03:30']);
  });

  it('shows every slot of a week exactly once, whatever the zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Asia/Kathmandu',
      'America/Havana',
      'Pacific/Apia',
      'Australia/Lord_Howe',
    );
    const days = fc.integer({ min: 0, max: 400 }).map((offset) => addDays('2026-06-01', offset));
    fc.assert(
      fc.property(zones, days, fc.uniqueArray(fc.integer({ min: 0, max: 670 })), (zone, first, quarters) => {
        const week = weekFrom(first, zone);
        const slots = quarters
          .map((quarter) => new Date(week.from.getTime() + quarter * 900_000))
          .filter((start) => start < week.to)
          .map((start) => ({ startsAt: start.toISOString() }));
        const shown = byDay(slots, week.days, zone).flatMap(({ slots: each }) => each);
        expect(shown.map(({ startsAt }) => startsAt.toISOString()).sort()).toEqual(
          slots.map(({ startsAt }) => startsAt).sort(),
        );
      }),
    );
  });
});
