import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierOf, laterOf, parseAwsDateTime, plusMinutes, plusSeconds, systemClock } from './time.ts';

describe('AWSDateTime', () => {
  it.each([
    ['2027-01-05T10:00:00Z', '2027-01-05T10:00:00.000Z'],
    ['2027-01-05T10:00Z', '2027-01-05T10:00:00.000Z'],
    ['2027-01-05T10:00:00.123456789+05:45', '2027-01-05T04:15:00.123Z'],
    ['2028-02-29T23:30:59-09:30', '2028-03-01T09:00:59.000Z'],
    ['2027-01-05T10:00:00+14:00', '2027-01-04T20:00:00.000Z'],
  ])('reads %s', (value, instant) => {
    expect(parseAwsDateTime(value).toISOString()).toBe(instant);
  });

  it.each([
    '2027-01-05T10:00:00',
    '2027-01-05',
    '10:00:00Z',
    'tomorrow',
    '',
    '1799143200000',
    '2027-02-30T10:00:00Z',
    '2027-02-29T10:00:00Z',
    '2027-13-01T10:00:00Z',
    '2027-01-00T10:00:00Z',
    '2027-01-05T24:00:00Z',
    '2027-01-05T10:60:00Z',
    '2027-01-05T10:00:60Z',
    '2027-01-05T10:00:00+15:00',
    '2027-01-05T10:00:00+0100',
    '2027-01-05 10:00:00Z',
    ' 2027-01-05T10:00:00Z',
    '2027-01-05T10:00:00Z\n',
    '+012027-01-05T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:30:00-01:00',
  ])('refuses "%s" by name', (value) => {
    expect(() => parseAwsDateTime(value)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(value) }),
    );
  });

  it('quotes no more than the beginning of what it refuses', () => {
    expect(() => parseAwsDateTime('x'.repeat(10_000))).toThrow(`"${'x'.repeat(40)}" is not`);
  });

  it('reads back every instant of our era', () => {
    const min = new Date('0001-01-01T00:00:00Z');
    const max = new Date('9999-12-31T23:59:59.999Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (instant) => {
        expect(parseAwsDateTime(instant.toISOString())).toEqual(instant);
      }),
    );
  });
});

describe('instants', () => {
  const noon = new Date('2027-01-05T12:00:00Z');

  it('move by minutes and seconds, either way', () => {
    expect(plusMinutes(noon, 90)).toEqual(new Date('2027-01-05T13:30:00Z'));
    expect(plusSeconds(noon, -1)).toEqual(new Date('2027-01-05T11:59:59Z'));
  });

  it('have an earlier and a later of two', () => {
    const later = plusSeconds(noon, 1);
    expect([earlierOf(noon, later), earlierOf(later, noon)]).toEqual([noon, noon]);
    expect([laterOf(noon, later), laterOf(later, noon)]).toEqual([later, later]);
  });

  it('pass on the system clock', () => {
    expect(Math.abs(systemClock().getTime() - Date.now())).toBeLessThan(1000);
  });
});
