import { plusMinutes } from '@halfpast/kernel';
import type { Temporal } from 'temporal-polyfill';
import { instantAt, instantReached, localDays } from './local-time.ts';

/** Lessons start every half hour from the beginning of each period of availability. */
const gridMinutes = 30;

/** From one local minute of a day to another; 1440 is the end of the day. */
export type DayPeriod = { readonly startMinute: number; readonly endMinute: number };

/** Everything that says when a tutor can be booked. */
export type Schedule = {
  readonly timeZone: string;
  readonly durations: readonly number[];
  /** Repeats each week; `weekday` is ISO's: 1 is Monday. */
  readonly weekly: readonly (DayPeriod & { readonly weekday: number })[];
  /** On these local dates (`2026-12-24`) the periods replace the weekly ones; none is a day off. */
  readonly exceptions: readonly { readonly date: string; readonly periods: readonly DayPeriod[] }[];
  /** What can't be booked (any more). */
  readonly taken: readonly Slot[];
};

export type Slot = { readonly startsAt: Date; readonly endsAt: Date };

/** Lessons of `duration` minutes that start within [from, to), and not before `notBefore`. */
export type SlotSearch = {
  readonly from: Date;
  readonly to: Date;
  readonly duration: number;
  readonly notBefore: Date;
};

/**
 * The slots on offer, earliest first. A start is a time that the tutor's clock really shows, and the lesson fits the
 * period of availability in elapsed time, whatever the clock does meanwhile.
 */
export function openSlots(schedule: Schedule, { from, to, duration, notBefore }: SlotSearch): Slot[] {
  if (!schedule.durations.includes(duration)) return [];
  const slots = new Map<number, Slot>();
  for (const day of localDays(schedule.timeZone, from, to)) {
    for (const slot of freeLessonsOn(schedule, day, duration)) {
      if (slot.startsAt < from || slot.startsAt >= to || slot.startsAt < notBefore) continue;
      slots.set(slot.startsAt.getTime(), slot);
    }
  }
  return [...slots.values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** Whether the lesson that starts at `startsAt` is among the slots on offer. */
export const isOpen = (
  schedule: Schedule,
  startsAt: Date,
  search: Omit<SlotSearch, 'from' | 'to'>,
): boolean =>
  openSlots(schedule, { ...search, from: startsAt, to: new Date(startsAt.getTime() + 1) }).length > 0;

function* freeLessonsOn(schedule: Schedule, day: Temporal.PlainDate, duration: number): Generator<Slot> {
  for (const period of periodsOn(schedule, day)) {
    const end = instantReached(day, period.endMinute, schedule.timeZone);
    const open = { startsAt: instantReached(day, period.startMinute, schedule.timeZone), endsAt: end };
    const taken = schedule.taken.filter((other) => overlap(open, other));
    for (const startsAt of gridWithin(period, end, day, schedule.timeZone)) {
      const lesson = { startsAt, endsAt: plusMinutes(startsAt, duration) };
      if (lesson.endsAt <= end && !taken.some((other) => overlap(lesson, other))) yield lesson;
    }
  }
}

function* gridWithin(
  { startMinute, endMinute }: DayPeriod,
  end: Date,
  day: Temporal.PlainDate,
  timeZone: string,
): Generator<Date> {
  const start = instantAt(day, startMinute, timeZone);
  // Asking the zone for every start is what costs; a period as long as it looks needs that once.
  const steady = start && plusMinutes(start, endMinute - startMinute).getTime() === end.getTime();
  for (let minute = startMinute; minute < endMinute; minute += gridMinutes) {
    const startsAt = steady ? plusMinutes(start, minute - startMinute) : instantAt(day, minute, timeZone);
    if (startsAt) yield startsAt;
  }
}

const periodsOn = ({ exceptions, weekly }: Schedule, day: Temporal.PlainDate): readonly DayPeriod[] =>
  exceptions.find(({ date }) => date === day.toString())?.periods ??
  weekly.filter(({ weekday }) => weekday === day.dayOfWeek);

const overlap = (a: Slot, b: Slot): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
