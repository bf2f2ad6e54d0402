import { Temporal } from 'temporal-polyfill';

const minutesOfADay = 24 * 60;

/** The days of a zone's calendar that the instants from `from` to `to` fall on. */
export function* localDays(timeZone: string, from: Date, to: Date): Generator<Temporal.PlainDate> {
  const last = localDay(timeZone, to);
  let day = localDay(timeZone, from);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    yield day;
    day = day.add({ days: 1 });
  }
}

/**
 * The instant at which a zone's clock shows a minute of a day: the earlier if it shows it twice, `undefined` if it skips
 * it. Minute 1440 is the next midnight.
 */
export function instantAt(day: Temporal.PlainDate, minute: number, timeZone: string): Date | undefined {
  const local = localTime(day, minute);
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : undefined;
}

/** The first instant at which a zone's clock has reached a minute of a day: the jump itself if that skips the minute. */
export function instantReached(day: Temporal.PlainDate, minute: number, timeZone: string): Date {
  const shown = instantAt(day, minute, timeZone);
  if (shown) return shown;
  const before = localTime(day, minute).toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return new Date((before.getTimeZoneTransition('next') ?? before).epochMilliseconds);
}

const localDay = (timeZone: string, instant: Date): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

const localTime = (day: Temporal.PlainDate, minute: number): Temporal.PlainDateTime => {
  const time = { hour: Math.floor(minute / 60) % 24, minute: minute % 60 };
  const sameDay = minute < minutesOfADay;
  return (sameDay ? day : day.add({ days: 1 })).toPlainDateTime(time);
};
