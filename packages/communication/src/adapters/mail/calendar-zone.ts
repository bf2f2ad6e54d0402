import ICAL from 'ical.js';
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';

/** A time zone as a calendar file defines it. */
export type CalendarZone = {
  readonly tzid: string;
  readonly definition: string;
  readonly zone: ICAL.Timezone;
};

const known = new Set(tzlib_get_timezones());
const zones = new Map<string, CalendarZone>();

/**
 * The zone, if its definition tells each of these instants as this machine does, there and back. Else undefined, and UTC
 * is right: in the hour that comes twice, in a zone whose law has just changed, in one that nobody knows.
 */
export function calendarZone(timeZone: string, instants: readonly Date[]): CalendarZone | undefined {
  if (!known.has(timeZone)) return undefined;
  const zone = zones.get(timeZone) ?? define(timeZone);
  return instants.every((instant) => isTold(instant, timeZone, zone)) ? zone : undefined;
}

function define(timeZone: string): CalendarZone {
  const [definition = ''] = tzlib_get_ical_block(timeZone);
  const zone = new ICAL.Timezone(ICAL.Component.fromString(definition));
  const defined = { tzid: zone.tzid, definition, zone };
  zones.set(timeZone, defined);
  return defined;
}

/** The instant on the clocks of a zone, or in UTC. */
export function timeIn(zone: CalendarZone | undefined, instant: Date): ICAL.Time {
  const time = ICAL.Time.fromJSDate(instant, true);
  return zone ? time.convertToZone(zone.zone) : time;
}

function isTold(instant: Date, timeZone: string, zone: CalendarZone): boolean {
  const told = timeIn(zone, instant);
  return told.toUnixTime() * 1_000 === instant.getTime() && told.toString() === wallClock(instant, timeZone);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** "2027-01-05T10:00:00": Swedes write dates as ISO 8601 does. */
function wallClock(instant: Date, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);
  return clock.format(instant).replace(' ', 'T');
}
