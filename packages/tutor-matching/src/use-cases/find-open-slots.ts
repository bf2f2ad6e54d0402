import { type Clock, DomainError, laterOf, plusMinutes, plusSeconds } from '@halfpast/kernel';
import { isOpen, openSlots, type Slot } from '../domain/open-slots.ts';
import type { LessonRequest, Schedules } from './ports.ts';
import { durationNotOffered, unknownTutor } from './quote-lesson.ts';

export type SlotDeps = { schedules: Schedules; clock: Clock; bookingNoticeSeconds: number };

const longestRangeDays = 62;
const day = 24 * 60;

/**
 * The slots of a tutor that start within [from, to) and can be booked now.
 * @throws DomainError NOT_FOUND for an unknown tutor; BAD_USER_INPUT for a duration that isn't offered, or a range that is
 * empty or longer than 62 days
 */
export const findOpenSlots =
  ({ schedules, clock, bookingNoticeSeconds }: SlotDeps) =>
  async (search: { tutorId: string; from: Date; to: Date; duration: number }): Promise<Slot[]> => {
    checkRange(search.from, search.to);
    const { tutorId, duration } = search;
    const notBefore = plusSeconds(clock(), bookingNoticeSeconds);
    const from = laterOf(search.from, notBefore);
    const to = laterOf(search.to, notBefore);
    const schedule = await schedules.of(tutorId, { from, to: plusMinutes(to, duration) });
    if (!schedule) throw unknownTutor();
    if (!schedule.durations.includes(duration)) throw durationNotOffered(schedule.durations);
    return openSlots(schedule, { from, to, duration, notBefore });
  };

/** Whether the very slot is on offer now. A hold of the booking `except` doesn't count against it. */
export const isSlotOpen =
  ({ schedules, clock, bookingNoticeSeconds }: SlotDeps) =>
  async ({ tutorId, startsAt, duration }: LessonRequest, except?: string): Promise<boolean> => {
    const notBefore = plusSeconds(clock(), bookingNoticeSeconds);
    if (startsAt < notBefore) return false;
    const period = { from: startsAt, to: plusMinutes(startsAt, duration) };
    const schedule = await schedules.of(tutorId, period, { except });
    return schedule !== undefined && isOpen(schedule, startsAt, { duration, notBefore });
  };

/** The next few starts that this student could book instead, nearest first. */
export const findAlternatives =
  ({ schedules, clock, bookingNoticeSeconds }: SlotDeps) =>
  async ({ tutorId, studentId, startsAt, duration }: LessonRequest): Promise<Date[]> => {
    const notBefore = plusSeconds(clock(), bookingNoticeSeconds);
    const around = laterOf(startsAt, notBefore);
    const from = plusMinutes(around, -7 * day);
    const to = plusMinutes(around, 14 * day);
    const schedule = await schedules.of(tutorId, { from, to }, { alsoBusy: studentId });
    if (!schedule) return [];
    const distance = (start: Date) => Math.abs(start.getTime() - startsAt.getTime());
    return openSlots(schedule, { from, to, duration, notBefore })
      .map((slot) => slot.startsAt)
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, 5);
  };

function checkRange(from: Date, to: Date): void {
  if (from >= to) throw new DomainError('BAD_USER_INPUT', '"from" must be before "to"');
  if (to > plusMinutes(from, longestRangeDays * day)) {
    throw new DomainError('BAD_USER_INPUT', `A range may span at most ${longestRangeDays} days`);
  }
}
