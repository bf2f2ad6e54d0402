import ICAL from 'ical.js';
import type { Mailbox } from '../../domain/mail.ts';
import { endOf, type Lesson } from '../../domain/session.ts';
import { type CalendarZone, calendarZone, timeIn } from './calendar-zone.ts';

export type CalendarEntry = {
  readonly lesson: Lesson;
  /** PUBLISH: a file that a person asked for, and no invitation. */
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /** Names our entries among all calendars of the world; never changes. */
  readonly host: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly url: string;
  readonly organizer: Mailbox;
  /** Who gets this file. The other one's address is not shown to them. */
  readonly attendee: Mailbox & { readonly timeZone: string };
  /** When this was true. */
  readonly stamp: Date;
};

/** A lesson is put on the calendar once, however often it is told, and taken off once. */
const sequences = { REQUEST: 0, PUBLISH: 0, CANCEL: 1 } as const;

/** A lesson as an iCalendar file (RFC 5545), or its withdrawal (RFC 5546), with times in the receiver's zone. */
export function calendarFile(entry: CalendarEntry): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Halfpast//Lessons//EN');
  calendar.addPropertyWithValue('method', entry.method);
  const zone = calendarZone(entry.attendee.timeZone, [entry.lesson.scheduledAt, endOf(entry.lesson)]);
  if (zone) calendar.addSubcomponent(ICAL.Component.fromString(zone.definition));
  calendar.addSubcomponent(eventOf(entry, zone));
  return `${calendar.toString()}\r\n`;
}

function eventOf(entry: CalendarEntry, zone: CalendarZone | undefined): ICAL.Component {
  const { lesson, method, host, organizer, attendee, stamp } = entry;
  const event = new ICAL.Component('vevent');
  const at = (name: string, instant: Date) => {
    const property = event.addPropertyWithValue(name, timeIn(zone, instant));
    if (zone) property.setParameter('tzid', zone.tzid);
  };
  event.addPropertyWithValue('uid', `${lesson.sessionId}@${host}`);
  event.addPropertyWithValue('sequence', sequences[method]);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(stamp, true));
  at('dtstart', lesson.scheduledAt);
  at('dtend', endOf(lesson));
  event.addPropertyWithValue('status', method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED');
  event.addPropertyWithValue('summary', entry.summary);
  event.addPropertyWithValue('description', entry.description);
  if (entry.location) event.addPropertyWithValue('location', entry.location);
  event.addPropertyWithValue('url', entry.url);
  event.addPropertyWithValue('organizer', `mailto:${organizer.address}`).setParameter('cn', organizer.name);
  if (method !== 'PUBLISH') addAttendee(event, attendee);
  return event;
}

function addAttendee(event: ICAL.Component, attendee: Mailbox): void {
  const taking = event.addPropertyWithValue('attendee', `mailto:${attendee.address}`);
  taking.setParameter('cn', attendee.name);
  taking.setParameter('role', 'REQ-PARTICIPANT');
  taking.setParameter('partstat', 'ACCEPTED'); // it is paid: nobody has to answer
  taking.setParameter('rsvp', 'FALSE');
}
