import { plusMinutes } from '@halfpast/kernel';
import type { Lesson } from './session.ts';

export type ReminderKind = 'reminder_24h' | 'reminder_1h';

/** How many minutes before the start each is due; the earliest first. */
const reminders: readonly (readonly [ReminderKind, number])[] = [
  ['reminder_24h', 24 * 60],
  ['reminder_1h', 60],
];

type Start = Pick<Lesson, 'scheduledAt'>;

/** When the next reminder after `now` is due: one that was due before is of no use any more. */
export const nextReminderAt = (lesson: Start, now: Date): Date | null =>
  dueTimes(lesson).find(({ at }) => at > now)?.at ?? null;

/** The reminder that is due at `now`: the latest one, and none once the lesson has begun. */
export const dueReminder = (lesson: Start, now: Date): ReminderKind | null =>
  lesson.scheduledAt <= now ? null : (dueTimes(lesson).findLast(({ at }) => at <= now)?.kind ?? null);

const dueTimes = ({ scheduledAt }: Start) =>
  reminders.map(([kind, minutes]) => ({ kind, at: plusMinutes(scheduledAt, -minutes) }));
