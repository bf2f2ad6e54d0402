/** A period of availability, as the tutor's clock shows it: `09:00-12:30`. The day ends at 24:00. */
export type Hours = `${number}:${number}-${number}:${number}`;

/** ISO weekdays: 1 is Monday. */
export type Week = readonly { readonly on: readonly number[]; readonly hours: readonly Hours[] }[];

export type DayPeriod = { startMinute: number; endMinute: number };

export const weekdays = [1, 2, 3, 4, 5];
export const weekend = [6, 7];
export const everyDay = [...weekdays, ...weekend];

export const toPeriod = (hours: Hours): DayPeriod => {
  const [startMinute = 0, endMinute = 0] = hours.split('-').map(minuteOfDay);
  return { startMinute, endMinute };
};

export const rulesOf = (week: Week): (DayPeriod & { weekday: number })[] =>
  week.flatMap(({ on, hours }) =>
    on.flatMap((weekday) => hours.map((period) => ({ weekday, ...toPeriod(period) }))),
  );

const minuteOfDay = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
};
