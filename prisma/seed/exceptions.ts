import { type Hours, toPeriod } from './week.ts';

/** Each month, on its first, second, … such weekday, a tutor works these hours instead; none is a day off. */
export type MonthlyException = {
  readonly weekday: number;
  readonly nth: number;
  readonly hours: readonly Hours[];
};

const horizonDays = 70;
const day = 24 * 60 * 60 * 1000;

/** The exceptions of the coming weeks. A date has the same one on whichever day this runs. */
export function exceptionsFrom(now: Date, monthly: readonly MonthlyException[]) {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Array.from({ length: horizonDays }, (_, n) => new Date(today + n * day)).flatMap((date) =>
    monthly
      .filter(({ weekday, nth }) => weekday === isoWeekday(date) && nth === Math.ceil(date.getUTCDate() / 7))
      .map(({ hours }) => ({ date, periods: hours.map(toPeriod) })),
  );
}

const isoWeekday = (date: Date): number => date.getUTCDay() || 7;
