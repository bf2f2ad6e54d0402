const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });

/** "16:30" */
export const clockTime = (instant: Date, zone: string): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);

/** "Thursday 26 November" */
export const longDay = (instant: Date, zone: string): string =>
  format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(instant).replace(',', '');

/** "Thu 26 Nov 2026" */
export const shortDay = (instant: Date, zone: string): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(instant)
    .replace(',', '');

/** "Thu 26 Nov, 16:30" */
export const dayAndTime = (instant: Date, zone: string): string => {
  const [weekday, day, month] = shortDay(instant, zone).split(' ');
  return `${weekday} ${day} ${month}, ${clockTime(instant, zone)}`;
};

/** The calendar day in a zone, "2026-11-26". */
export const dayKey = (instant: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant);

/** The place that a zone is named after: "Buenos Aires". */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** "GMT+1": what a zone's clocks show at that instant. */
export const offsetOf = (instant: Date, zone: string): string =>
  format(zone, { timeZoneName: 'shortOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** "16:30–17:30", across midnight too: the day is the start's. */
export const timeSpan = (startsAt: Date, minutes: number, zone: string): string =>
  `${clockTime(startsAt, zone)}–${clockTime(new Date(startsAt.getTime() + minutes * 60_000), zone)}`;

/** " +1 day" or " −1 day" when it is another day there than here. */
export function dayShift(instant: Date, { there, here }: { there: string; here: string }): string {
  const [a, b] = [dayKey(instant, there), dayKey(instant, here)];
  if (a === b) return '';
  return a > b ? ' +1 day' : ' −1 day';
}

/** "45 minutes", "1 hour", "1 h 30 min" */
export function lengthOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} minutes`;
  if (rest > 0) return `${hours} h ${rest} min`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
