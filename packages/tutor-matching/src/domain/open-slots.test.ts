import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayPeriod, isOpen, openSlots, type Schedule } from './open-slots.ts';

const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  timeZone: 'Europe/Berlin',
  durations: [30, 45, 60, 90],
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
  exceptions: [],
  taken: [],
  ...changes,
});

const on = (date: string, startMinute: number, endMinute: number) => ({
  weekly: [],
  exceptions: [{ date, periods: [{ startMinute, endMinute }] }],
});

const startsOf = (of: Schedule, from: string, to: string, duration = 30) =>
  openSlots(of, { from: new Date(from), to: new Date(to), duration, notBefore: new Date(0) }).map((slot) =>
    slot.startsAt.toISOString().slice(0, 16),
  );

describe('open slots', () => {
  it('start every half hour from the beginning of a period and end within it', () => {
    const morning = schedule(on('2027-01-04', 9 * 60 + 15, 11 * 60));
    expect(startsOf(morning, '2027-01-04T00:00Z', '2027-01-05T00:00Z', 60)).toEqual([
      '2027-01-04T08:15',
      '2027-01-04T08:45',
    ]);
  });

  it('follow the weekday of the tutor, not that of UTC', () => {
    const monday = schedule({
      timeZone: 'Pacific/Auckland',
      weekly: [{ weekday: 1, startMinute: 540, endMinute: 600 }],
    });
    expect(startsOf(monday, '2027-01-01T00:00Z', '2027-01-08T00:00Z', 60)).toEqual(['2027-01-03T20:00']);
  });

  it('follow an exception instead of the week, and a day off has none', () => {
    const holidays = schedule({
      exceptions: [
        { date: '2027-01-04', periods: [] },
        { date: '2027-01-05', periods: [{ startMinute: 600, endMinute: 630 }] },
      ],
    });
    expect(startsOf(holidays, '2027-01-03T23:00Z', '2027-01-05T23:00Z')).toEqual(['2027-01-05T09:00']);
  });

  it('are offered once where two periods overlap', () => {
    const twice = schedule({
      weekly: [
        { weekday: 1, startMinute: 600, endMinute: 660 },
        { weekday: 1, startMinute: 570, endMinute: 660 },
      ],
    });
    expect(startsOf(twice, '2027-01-04T00:00Z', '2027-01-05T00:00Z')).toEqual([
      '2027-01-04T08:30',
      '2027-01-04T09:00',
      '2027-01-04T09:30',
    ]);
  });

  it('are none for a duration that is not offered', () => {
    expect(startsOf(schedule(), '2027-01-04T00:00Z', '2027-01-05T00:00Z', 20)).toEqual([]);
  });

  it('leave out what touches time that is taken, but not its neighbours', () => {
    const taken = [{ startsAt: new Date('2027-01-04T09:00:00Z'), endsAt: new Date('2027-01-04T10:00:00Z') }];
    expect(startsOf(schedule({ taken }), '2027-01-04T08:00Z', '2027-01-04T11:00Z', 60)).toEqual([
      '2027-01-04T08:00',
      '2027-01-04T10:00',
      '2027-01-04T10:30',
    ]);
  });

  it('keep the notice, and start within the range', () => {
    const search = { duration: 30, notBefore: new Date('2027-01-04T10:00:01Z') };
    const [first, ...others] = openSlots(schedule(), {
      ...search,
      from: new Date('2027-01-04T09:00:00Z'),
      to: new Date('2027-01-04T11:00:00Z'),
    });
    expect(first?.startsAt).toEqual(new Date('2027-01-04T10:30:00Z'));
    expect(others).toEqual([]);
    expect(isOpen(schedule(), new Date('2027-01-04T10:30:00Z'), search)).toBe(true);
    expect(isOpen(schedule(), new Date('2027-01-04T10:00:00Z'), search)).toBe(false);
    expect(isOpen(schedule(), new Date('2027-01-04T10:31:00Z'), search)).toBe(false);
  });
});

describe('open slots on the night the clock changes', () => {
  it('skip local times that do not exist', () => {
    const night = schedule(on('2027-03-28', 60, 240));
    expect(startsOf(night, '2027-03-27T12:00Z', '2027-03-28T12:00Z')).toEqual([
      '2027-03-28T00:00',
      '2027-03-28T00:30',
      '2027-03-28T01:00',
      '2027-03-28T01:30',
    ]);
  });

  it('offer a local time that happens twice once, as the earlier', () => {
    const night = schedule(on('2027-10-31', 60, 240));
    expect(startsOf(night, '2027-10-30T12:00Z', '2027-10-31T12:00Z')).toEqual([
      '2027-10-30T23:00',
      '2027-10-30T23:30',
      '2027-10-31T00:00',
      '2027-10-31T00:30',
      '2027-10-31T02:00',
      '2027-10-31T02:30',
    ]);
  });

  it('fit the period in elapsed time, not on the face of the clock', () => {
    const spring = schedule(on('2027-03-28', 60, 180));
    expect(startsOf(spring, '2027-03-27T12:00Z', '2027-03-28T12:00Z', 60)).toEqual(['2027-03-28T00:00']);
    const autumn = schedule(on('2027-10-31', 120, 180));
    expect(startsOf(autumn, '2027-10-30T12:00Z', '2027-10-31T12:00Z', 90)).toEqual([
      '2027-10-31T00:00',
      '2027-10-31T00:30',
    ]);
  });

  it('end with the jump where the period ends in the hour that is skipped', () => {
    const night = schedule(on('2027-03-28', 60, 150));
    expect(startsOf(night, '2027-03-27T12:00Z', '2027-03-28T12:00Z', 60)).toEqual(['2027-03-28T00:00']);
  });

  it('know the half hour by which Lord Howe Island moves', () => {
    const spring = schedule({ timeZone: 'Australia/Lord_Howe', ...on('2027-10-03', 90, 210) });
    expect(startsOf(spring, '2027-10-02T00:00Z', '2027-10-04T00:00Z')).toEqual([
      '2027-10-02T15:00',
      '2027-10-02T15:30',
      '2027-10-02T16:00',
    ]);
    const autumn = schedule({ timeZone: 'Australia/Lord_Howe', ...on('2027-04-04', 90, 180) });
    expect(startsOf(autumn, '2027-04-03T00:00Z', '2027-04-05T00:00Z')).toEqual([
      '2027-04-03T14:30',
      '2027-04-03T15:30',
      '2027-04-03T16:00',
    ]);
  });

  it('are none on the day that Samoa left out', () => {
    const always = schedule({ timeZone: 'Pacific/Apia' });
    const starts = startsOf(always, '2011-12-30T09:00Z', '2011-12-30T11:00Z');
    expect(starts).toEqual(['2011-12-30T09:00', '2011-12-30T09:30', '2011-12-30T10:00', '2011-12-30T10:30']);
    const leftOut = schedule({ timeZone: 'Pacific/Apia', ...on('2011-12-30', 0, 1440) });
    expect(startsOf(leftOut, '2011-12-28T00:00Z', '2012-01-02T00:00Z')).toEqual([]);
  });
});

/** Days around which clocks do something odd, and two zones whose offset isn't a whole hour. */
const oddNights = [
  ['Europe/Berlin', '2027-03-28'],
  ['Europe/Berlin', '2027-10-31'],
  ['America/New_York', '2027-03-14'],
  ['America/New_York', '2027-11-07'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['Australia/Lord_Howe', '2027-10-03'],
  ['America/Santiago', '2027-04-04'],
  ['America/Santiago', '2027-09-05'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2027-06-15'],
  ['Asia/Kolkata', '2027-06-15'],
  ['Pacific/Chatham', '2027-04-04'],
] as const;

const quarter = 15 * 60_000;

/** What the clock on the wall shows, told by `Intl` and not by Temporal. */
const wallClock = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const seen = new Map<number, { date: string; minute: number }>();
  return (instant: number) => {
    const known = seen.get(instant);
    if (known) return known;
    const [date = '', time = ''] = format.format(instant).split(', ');
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const shown = { date, minute: hour * 60 + minute };
    seen.set(instant, shown);
    return shown;
  };
};

const clocks = new Map<string, ReturnType<typeof wallClock>>(
  oddNights.map(([timeZone]) => [timeZone, wallClock(timeZone)]),
);

/** Reads the wall clock quarter by quarter and believes nothing else. */
function slotsByLooking(timeZone: string, date: string, period: DayPeriod, duration: number): string[] {
  const clock = clocks.get(timeZone) ?? wallClock(timeZone);
  const noon = new Date(`${date}T12:00:00Z`).getTime();
  const starts: string[] = [];
  const shownBefore = new Set<number>();
  for (let start = noon - 36 * 60 * 60_000; start < noon + 36 * 60 * 60_000; start += quarter) {
    const shown = clock(start);
    if (shown.date !== date || shownBefore.has(shown.minute)) continue;
    shownBefore.add(shown.minute);
    const onGrid = shown.minute >= period.startMinute && (shown.minute - period.startMinute) % 30 === 0;
    if (!onGrid || shown.minute >= period.endMinute) continue;
    let fits = true;
    for (let during = start; during < start + duration * 60_000; during += quarter) {
      const now = clock(during);
      fits &&= now.date < date || (now.date === date && now.minute < period.endMinute);
    }
    if (fits) starts.push(new Date(start).toISOString());
  }
  return starts;
}

describe('open slots in any zone', () => {
  const aPeriod = fc
    .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
    .filter(([start, end]) => start < end)
    .map(([start, end]) => ({ startMinute: start * 15, endMinute: end * 15 }));

  it('are what somebody finds who watches the clock on the wall', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...oddNights),
        aPeriod,
        fc.constantFrom(30, 45, 60, 90),
        ([timeZone, date], period, duration) => {
          const only = schedule({ timeZone, weekly: [], exceptions: [{ date, periods: [period] }] });
          const noon = new Date(`${date}T12:00:00Z`).getTime();
          const found = openSlots(only, {
            from: new Date(noon - 36 * 60 * 60_000),
            to: new Date(noon + 36 * 60 * 60_000),
            duration,
            notBefore: new Date(0),
          });
          expect(found.map(({ startsAt }) => startsAt.toISOString())).toEqual(
            slotsByLooking(timeZone, date, period, duration),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never touch what is taken, last as long as asked, and are each found again alone', () => {
    const aTime = (date: string) =>
      fc
        .integer({ min: -96, max: 96 })
        .map((n) => new Date(new Date(`${date}T12:00:00Z`).getTime() + n * quarter));
    const aCase = fc.constantFrom(...oddNights).chain(([timeZone, date]) =>
      fc.record({
        timeZone: fc.constant(timeZone),
        from: aTime(date),
        hours: fc.integer({ min: 1, max: 60 }),
        notBefore: aTime(date),
        taken: fc.array(
          aTime(date).map((startsAt) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3 * quarter) })),
          { maxLength: 4 },
        ),
      }),
    );
    fc.assert(
      fc.property(
        aCase,
        fc.constantFrom(30, 60, 90),
        ({ timeZone, from, hours, notBefore, taken }, duration) => {
          const some = schedule({ timeZone, taken });
          const to = new Date(from.getTime() + hours * 60 * 60_000);
          for (const slot of openSlots(some, { from, to, duration, notBefore })) {
            expect(slot.endsAt.getTime() - slot.startsAt.getTime()).toBe(duration * 60_000);
            expect(slot.startsAt >= from && slot.startsAt < to && slot.startsAt >= notBefore).toBe(true);
            expect(taken.some((other) => slot.startsAt < other.endsAt && other.startsAt < slot.endsAt)).toBe(
              false,
            );
            expect(isOpen(some, slot.startsAt, { duration, notBefore })).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
