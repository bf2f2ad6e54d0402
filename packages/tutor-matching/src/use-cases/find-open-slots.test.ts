import { describe, expect, it } from 'vitest';
import type { Schedule } from '../domain/open-slots.ts';
import { findAlternatives, findOpenSlots, isSlotOpen } from './find-open-slots.ts';
import type { Schedules } from './ports.ts';

const always: Schedule = {
  timeZone: 'Europe/Berlin',
  durations: [30, 60],
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
  exceptions: [],
  taken: [],
};

const deps = (schedule: Schedule = always) => ({
  schedules: { of: async (tutorId) => (tutorId === 'tutor-1' ? schedule : undefined) } satisfies Schedules,
  clock: () => new Date('2027-01-04T10:10:00Z'),
  bookingNoticeSeconds: 3600,
});

const search = {
  tutorId: 'tutor-1',
  from: new Date('2027-01-04T00:00:00Z'),
  to: new Date('2027-01-05T00:00:00Z'),
  duration: 60,
};

const lesson = {
  tutorId: 'tutor-1',
  studentId: 'student-1',
  startsAt: new Date('2027-01-04T12:00:00Z'),
  duration: 60,
};

describe('finding open slots', () => {
  it('begins after the notice', async () => {
    const [first] = await findOpenSlots(deps())(search);
    expect(first).toEqual({
      startsAt: new Date('2027-01-04T11:30:00Z'),
      endsAt: new Date('2027-01-04T12:30:00Z'),
    });
  });

  it('finds none in the past', async () => {
    const past = { ...search, from: new Date('2026-01-04T00:00:00Z'), to: new Date('2026-01-05T00:00:00Z') };
    expect(await findOpenSlots(deps())(past)).toEqual([]);
  });

  it.each([
    ['a range that is empty', { to: search.from }],
    ['a range turned round', { from: search.to, to: search.from }],
    ['a range of more than 62 days', { to: new Date('2027-03-07T00:00:00.001Z') }],
    ['a duration that is not offered', { duration: 45 }],
    ['a duration below nothing', { duration: -60 }],
  ])('refuses %s', async (_, changes) => {
    await expect(findOpenSlots(deps())({ ...search, ...changes })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('takes a range of 62 days', async () => {
    const long = { ...search, to: new Date('2027-03-07T00:00:00Z') };
    expect((await findOpenSlots(deps())(long)).length).toBeGreaterThan(2000);
  });

  it('knows when there is no such tutor', async () => {
    await expect(findOpenSlots(deps())({ ...search, tutorId: 'nobody' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('asking for one slot', () => {
  it.each([
    ['on offer', {}, true],
    ['off the grid', { startsAt: new Date('2027-01-04T12:10:00Z') }, false],
    ['too soon', { startsAt: new Date('2027-01-04T11:00:00Z') }, false],
    ['of a length that is not offered', { duration: 45 }, false],
    ['with nobody', { tutorId: 'nobody' }, false],
  ])('answers for one that is %s', async (_, changes, open) => {
    expect(await isSlotOpen(deps())({ ...lesson, ...changes })).toBe(open);
  });
});

describe('alternatives to a slot', () => {
  it('are the five starts nearest to it', async () => {
    const taken = [{ startsAt: lesson.startsAt, endsAt: new Date('2027-01-04T13:00:00Z') }];
    const starts = await findAlternatives(deps({ ...always, taken }))(lesson);
    expect(starts.map((start) => start.toISOString().slice(11, 16))).toEqual([
      '13:00',
      '13:30',
      '14:00',
      '14:30',
      '15:00',
    ]);
  });

  it('are the next ones for a time that has passed', async () => {
    const [first] = await findAlternatives(deps())({ ...lesson, startsAt: new Date('2020-01-01T00:00:00Z') });
    expect(first).toEqual(new Date('2027-01-04T11:30:00Z'));
  });

  it('are none with nobody', async () => {
    expect(await findAlternatives(deps())({ ...lesson, tutorId: 'nobody' })).toEqual([]);
  });
});
