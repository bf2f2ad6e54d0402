import { endOf, type Lesson } from '../../domain/session.ts';

type Zone = {
  readonly name: string;
  readonly day: Intl.DateTimeFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly offset: Intl.DateTimeFormat;
};

/** Making a formatter costs more than a whole mail, and there are some hundred zones at most. */
const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  if (!isZone(timeZone)) return zoneOf('UTC');
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const zone = {
    name: timeZone,
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    clock: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    offset: format({ timeZoneName: 'shortOffset' }),
  };
  zones.set(timeZone, zone);
  return zone;
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

type When = Pick<Lesson, 'scheduledAt' | 'duration'>;

/** "Tuesday 5 January 2027" */
export const dayOf = ({ scheduledAt }: When, timeZone: string): string =>
  zoneOf(timeZone).day.format(scheduledAt).replace(',', '');

/** "10:00" */
export const startOf = ({ scheduledAt }: When, timeZone: string): string =>
  zoneOf(timeZone).clock.format(scheduledAt);

/** "10:00–11:00", across midnight too: the day is the start's. */
export const spanOf = (lesson: When, timeZone: string): string =>
  `${startOf(lesson, timeZone)}–${zoneOf(timeZone).clock.format(endOf(lesson))}`;

/** "Europe/Berlin, GMT+1": the zone of these times, by name and by what its clocks show then. */
export function zoneNameOf({ scheduledAt }: When, timeZone: string): string {
  const { name, offset } = zoneOf(timeZone);
  const shown = offset.formatToParts(scheduledAt).find(({ type }) => type === 'timeZoneName')?.value;
  return name === 'UTC' || shown === undefined ? name : `${name}, ${shown.replace('-', '−')}`;
}
