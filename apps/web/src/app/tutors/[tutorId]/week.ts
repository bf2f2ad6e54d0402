import { Temporal } from 'temporal-polyfill';
import { clockTime, dayKey, offsetOf } from '@/components/times.ts';

/** Seven days of somebody's calendar, and the instants they span. */
export type Week = { readonly days: readonly string[]; readonly from: Date; readonly to: Date };

type Starts = { readonly startsAt: string };

/** A slot and what its button says. */
export type LabelledSlot = { readonly startsAt: Date; readonly label: string };

export type DayOfSlots = { readonly day: string; readonly slots: readonly LabelledSlot[] };

/** The day `days` after `day`. */
export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** When a calendar day begins in a zone; at midnight or, where the clocks skip it, right after. */
const startOf = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);

/** The week that begins with `day`; 167 or 169 hours long when the clocks change in it. */
export const weekFrom = (day: string, zone: string): Week => ({
  days: Array.from({ length: 7 }, (_, index) => addDays(day, index)),
  from: startOf(day, zone),
  to: startOf(addDays(day, 7), zone),
});

/** The first day of the page that shows `day`, when pages of a week are counted from `today`. */
export function pageOf(day: string, today: string): string {
  const { days } = Temporal.PlainDate.from(today).until(day, { largestUnit: 'day' });
  return addDays(today, Math.max(0, Math.floor(days / 7)) * 7);
}

/** The slots under the days they begin on in `zone`; a clock time that comes twice is told apart by its offset. */
export function byDay(
  slots: readonly Starts[],
  days: readonly string[],
  zone: string,
): readonly DayOfSlots[] {
  const starts = slots.map(({ startsAt }) => new Date(startsAt));
  const keyed = starts.map((start) => ({ start, day: dayKey(start, zone) }));
  return days.map((day) => {
    const ofDay = keyed.filter((each) => each.day === day).map(({ start }) => start);
    const times = ofDay.map((start) => clockTime(start, zone));
    const isTwice = (time: string) => times.indexOf(time) !== times.lastIndexOf(time);
    const label = (start: Date, time: string) => (isTwice(time) ? `${time} ${offsetOf(start, zone)}` : time);
    return {
      day,
      slots: ofDay.map((startsAt) => ({ startsAt, label: label(startsAt, clockTime(startsAt, zone)) })),
    };
  });
}

/** An instant to write a calendar day by, in UTC. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
