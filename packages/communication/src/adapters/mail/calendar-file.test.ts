import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { lesson } from '../../testing/news.ts';
import { type CalendarEntry, calendarFile } from './calendar-file.ts';

const anEntry = (entry: Partial<CalendarEntry> = {}): CalendarEntry => ({
  lesson,
  method: 'REQUEST',
  host: 'halfpast.test',
  summary: 'Lesson with Ada Byron',
  description: 'It is paid.',
  location: 'https://meet.test/room',
  url: 'https://halfpast.test/sessions/1',
  organizer: { name: 'Halfpast', address: 'lessons@halfpast.test' },
  attendee: { name: 'Sam "the" Okafor', address: 'sam@example.test', timeZone: 'Europe/Berlin' },
  stamp: new Date('2027-07-01T09:00:00Z'),
  ...entry,
});

const read = (entry: CalendarEntry) => {
  const text = calendarFile(entry);
  const calendar = ICAL.Component.fromString(text);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  return { text, calendar, event, property: (name: string) => event.component.getFirstProperty(name) };
};

describe('the calendar file of a lesson', () => {
  it('invites its receiver for its time, and asks for no answer', () => {
    const { calendar, event, property } = read(anEntry());
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event).toMatchObject({
      uid: '019a0000-0000-7000-8000-000000000001@halfpast.test',
      sequence: 0,
      summary: 'Lesson with Ada Byron',
      location: 'https://meet.test/room',
      organizer: 'mailto:lessons@halfpast.test',
    });
    expect(property('attendee')?.getFirstValue()).toBe('mailto:sam@example.test');
    expect(property('attendee')?.getParameter('cn')).toBe('Sam "the" Okafor');
    expect(property('attendee')?.getParameter('partstat')).toBe('ACCEPTED');
    expect(property('status')?.getFirstValue()).toBe('CONFIRMED');
    expect(event.startDate.toJSDate()).toEqual(lesson.scheduledAt);
    expect(event.endDate.toJSDate()).toEqual(new Date('2027-07-05T11:00:00Z'));
  });

  it('takes the same lesson off again, by a higher sequence', () => {
    const { calendar, event, property } = read(anEntry({ method: 'CANCEL', location: null }));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(event.uid).toBe(read(anEntry()).event.uid);
    expect(event.sequence).toBeGreaterThan(read(anEntry()).event.sequence);
    expect(property('status')?.getFirstValue()).toBe('CANCELLED');
    expect(property('location')).toBeNull();
  });

  it('can be a mere file, that invites nobody and is the same entry', () => {
    const { calendar, event, property } = read(anEntry({ method: 'PUBLISH' }));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(event).toMatchObject({ uid: read(anEntry()).event.uid, sequence: 0 });
    expect(property('attendee')).toBeNull();
    expect(property('status')?.getFirstValue()).toBe('CONFIRMED');
  });

  it('is in the receiver’s zone, and says what that is', () => {
    const { text, calendar } = read(anEntry());
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20270705T120000\r\n');
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/Berlin');
  });

  it.each([
    ['the zone is unknown', 'Mars/Olympus', '2027-07-05T10:00:00Z'],
    ['the hour comes twice that night', 'Europe/Berlin', '2027-10-31T01:30:00Z'],
  ])('is in UTC when %s', (_, timeZone, start) => {
    const attendee = { ...anEntry().attendee, timeZone };
    const { text, event } = read(anEntry({ attendee, lesson: { ...lesson, scheduledAt: new Date(start) } }));
    expect(text).not.toContain('TZID');
    expect(event.startDate.toJSDate()).toEqual(new Date(start));
  });

  it('has lines of 75 bytes at most, each ended as RFC 5545 says', () => {
    const lines = calendarFile(anEntry({ summary: 'Zoë 🙂'.repeat(40) })).split('\r\n');
    expect(lines.at(-1)).toBe('');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\n');
    }
  });

  it('means the very instants of the lesson, in whatever zone and season', () => {
    const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+5', 'Asia/Calcutta'];
    const from = Date.UTC(2026, 11, 1);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 5 * 365 * 24 * 4 }),
        fc.integer({ min: 15, max: 240 }),
        (timeZone, quarters, duration) => {
          const scheduledAt = new Date(from + quarters * 15 * 60_000);
          const attendee = { ...anEntry().attendee, timeZone };
          const { event } = read(anEntry({ attendee, lesson: { ...lesson, scheduledAt, duration } }));
          expect(event.startDate.toJSDate()).toEqual(scheduledAt);
          expect(event.endDate.toJSDate()).toEqual(new Date(scheduledAt.getTime() + duration * 60_000));
        },
      ),
      { numRuns: 400 },
    );
  });
});
