import { newId } from '@halfpast/kernel';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTutorMatching, type HoldRequest, type TutorMatching } from './index.ts';

const now = new Date('2027-01-04T08:00:00Z');
const startsAt = new Date('2027-01-05T10:00:00Z');
const day = { from: new Date('2027-01-05T00:00:00Z'), to: new Date('2027-01-06T00:00:00Z'), duration: 60 };

const tutorRow = (tutorId: string) => ({
  tutorId,
  displayName: `Tutor ${tutorId}`,
  headline: 'Maths',
  bio: 'Teaches',
  subjects: ['Maths'],
  languages: ['German'],
  hourlyRate: 4000,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  durations: [30, 60, 90],
  availability: {
    create: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
  },
});

const aHold = (changes: Partial<HoldRequest> = {}): HoldRequest => ({
  bookingId: newId(),
  tutorId: 'tutor-1',
  studentId: newId(),
  startsAt,
  duration: 60,
  expiresAt: new Date('2027-01-04T08:15:00Z'),
  ...changes,
});

describe('tutor-matching', () => {
  let prisma: PrismaClient;
  let tutorMatching: TutorMatching;

  beforeAll(async () => {
    prisma = createPrisma(await createTestDatabase(inject('postgresUrl')));
    for (const tutorId of ['tutor-1', 'tutor-2']) await prisma.tutor.create({ data: tutorRow(tutorId) });
    tutorMatching = createTutorMatching({ prisma, clock: () => now, bookingNoticeSeconds: 3600 });
  });
  beforeEach(() => prisma.slotHold.deleteMany());
  afterAll(() => prisma.$disconnect());

  const statusOf = async (bookingId: string) =>
    (await prisma.slotHold.findUnique({ where: { bookingId } }))?.status;

  const race = async (holds: readonly HoldRequest[]) => {
    const outcomes = await Promise.allSettled(holds.map(tutorMatching.holdSlot));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SLOT_UNAVAILABLE' });
    }
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };

  it('lists tutors, finds one, and quotes a lesson', async () => {
    expect((await tutorMatching.tutors()).map(({ tutorId }) => tutorId)).toEqual(['tutor-1', 'tutor-2']);
    expect(await tutorMatching.tutor('tutor-2')).toMatchObject({ displayName: 'Tutor tutor-2' });
    expect(await tutorMatching.quoteLesson('tutor-1', 90)).toEqual({
      tutorName: 'Tutor tutor-1',
      price: { amount: 6000, currency: 'EUR' },
    });
  });

  it('knows neither an unknown tutor nor a duration that is not offered', async () => {
    await expect(tutorMatching.tutor('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tutorMatching.quoteLesson('nobody', 60)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tutorMatching.quoteLesson('tutor-1', 20)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('replaces the week by the exceptions of a date', async () => {
    const date = new Date('2027-02-01');
    await prisma.availabilityException.create({
      data: { tutorId: 'tutor-2', date, periods: [{ startMinute: 600, endMinute: 660 }] },
    });
    const slots = await tutorMatching.openSlots({
      tutorId: 'tutor-2',
      from: new Date('2027-01-31T23:00:00Z'),
      to: new Date('2027-02-01T23:00:00Z'),
      duration: 60,
    });
    expect(slots.map((slot) => slot.startsAt)).toEqual([new Date('2027-02-01T09:00:00Z')]);
  });

  it('takes a held slot, and all that overlap it, off the offer', async () => {
    expect(await tutorMatching.isSlotOpen(aHold())).toBe(true);
    await tutorMatching.holdSlot(aHold());
    expect(await tutorMatching.isSlotOpen(aHold())).toBe(false);
    const starts = (await tutorMatching.openSlots({ ...day, tutorId: 'tutor-1' })).map((s) =>
      s.startsAt.toISOString().slice(11, 16),
    );
    expect(starts).toContain('09:00');
    expect(starts).toContain('11:00');
    expect(starts.filter((start) => start > '09:00' && start < '11:00')).toEqual([]);
  });

  it('gives one slot to exactly one of 200 students', async () => {
    expect(await race(Array.from({ length: 200 }, () => aHold()))).toBe(1);
    expect(await prisma.slotHold.count()).toBe(1);
  });

  it('gives overlapping slots to exactly one of 200 students', async () => {
    const half = new Date('2027-01-05T10:30:00Z');
    const holds = Array.from({ length: 200 }, (_, n) =>
      aHold(n % 2 ? { startsAt: half, duration: 60 } : { duration: 90 }),
    );
    expect(await race(holds)).toBe(1);
  });

  it('gives one student at two tutors exactly one of two lessons at one time', async () => {
    const holds = Array.from({ length: 200 }, (_, n) =>
      aHold({ studentId: 'student-1', tutorId: n % 2 ? 'tutor-1' : 'tutor-2' }),
    );
    expect(await race(holds)).toBe(1);
  });

  it('settles a tangle of tutors and students without two lessons at one time', async () => {
    const holds = Array.from({ length: 120 }, (_, n) =>
      aHold({ studentId: `student-${n % 3}`, tutorId: n % 2 ? 'tutor-1' : 'tutor-2' }),
    );
    expect(await race(holds)).toBe(2);
  });

  it('holds once for one booking, however often it is asked, even at once', async () => {
    const hold = aHold();
    expect(await race(Array.from({ length: 20 }, () => hold))).toBe(20);
    await tutorMatching.bookSlot(hold.bookingId);
    await tutorMatching.holdSlot(hold);
    expect(await statusOf(hold.bookingId)).toBe('BOOKED');
  });

  it('still holds for a booking that asks again when the notice has passed', async () => {
    const hold = aHold();
    await tutorMatching.holdSlot(hold);
    const later = createTutorMatching({ prisma, clock: () => startsAt, bookingNoticeSeconds: 3600 });
    await later.holdSlot(hold);
    await expect(later.holdSlot(aHold({ bookingId: newId() }))).rejects.toMatchObject({
      code: 'SLOT_UNAVAILABLE',
    });
  });

  it('refuses another period under the same booking', async () => {
    const hold = aHold();
    await tutorMatching.holdSlot(hold);
    await expect(
      tutorMatching.holdSlot({ ...hold, startsAt: new Date('2027-01-05T15:00:00Z') }),
    ).rejects.toMatchObject({ code: 'SLOT_UNAVAILABLE' });
  });

  it.each([
    ['off the grid', { startsAt: new Date('2027-01-05T10:10:00Z') }],
    ['in the past', { startsAt: new Date('2027-01-03T10:00:00Z') }],
    ['of a length that is not offered', { duration: 45 }],
    ['with nobody', { tutorId: 'nobody' }],
  ])('holds nothing that is %s', async (_, changes) => {
    await expect(tutorMatching.holdSlot(aHold(changes))).rejects.toMatchObject({ code: 'SLOT_UNAVAILABLE' });
    expect(await prisma.slotHold.count()).toBe(0);
  });

  it('offers a released slot again, and refuses a late hold under its id', async () => {
    const hold = aHold();
    await tutorMatching.holdSlot(hold);
    await tutorMatching.releaseSlot(hold.bookingId);
    await tutorMatching.releaseSlot(hold.bookingId);
    expect(await tutorMatching.isSlotOpen(hold)).toBe(true);
    await expect(tutorMatching.holdSlot(hold)).rejects.toMatchObject({ code: 'SLOT_UNAVAILABLE' });
    expect(await tutorMatching.bookSlot(hold.bookingId)).toBe('RELEASED');
  });

  it('remembers a release that came before the hold', async () => {
    const hold = aHold();
    await tutorMatching.releaseSlot(hold.bookingId);
    await expect(tutorMatching.holdSlot(hold)).rejects.toMatchObject({ code: 'SLOT_UNAVAILABLE' });
    expect(await tutorMatching.isSlotOpen(hold)).toBe(true);
  });

  it('books what is held, again and again, and nothing that is not there', async () => {
    const hold = aHold();
    expect(await tutorMatching.bookSlot(hold.bookingId)).toBe('RELEASED');
    expect(await statusOf(hold.bookingId)).toBeUndefined();
    await tutorMatching.holdSlot(hold);
    expect(await tutorMatching.bookSlot(hold.bookingId)).toBe('BOOKED');
    expect(await tutorMatching.bookSlot(hold.bookingId)).toBe('BOOKED');
    expect(await tutorMatching.isSlotOpen(hold)).toBe(false);
  });

  it('tells which booking of a student overlaps a lesson', async () => {
    const hold = aHold({ studentId: 'student-1' });
    await tutorMatching.holdSlot(hold);
    const other = { ...hold, tutorId: 'tutor-2' };
    expect(
      await tutorMatching.overlappingHold({ ...other, startsAt: new Date('2027-01-05T10:30:00Z') }),
    ).toBe(hold.bookingId);
    expect(
      await tutorMatching.overlappingHold({ ...other, startsAt: new Date('2027-01-05T11:00:00Z') }),
    ).toBeUndefined();
    expect(await tutorMatching.overlappingHold({ ...other, studentId: 'student-2' })).toBeUndefined();
  });

  it('suggests no time at which the student has another lesson', async () => {
    await tutorMatching.holdSlot(aHold({ studentId: 'student-1', tutorId: 'tutor-2' }));
    const wanted = { tutorId: 'tutor-1', startsAt, duration: 60 };
    const [mine] = await tutorMatching.alternativesTo({ ...wanted, studentId: 'student-1' });
    const [another] = await tutorMatching.alternativesTo({ ...wanted, studentId: 'student-2' });
    expect([mine, another]).toEqual([new Date('2027-01-05T09:00:00Z'), startsAt]);
  });

  it('lists holds that expired and are still held, oldest first', async () => {
    const expiring = ['2027-01-04T08:20:00Z', '2027-01-04T08:10:00Z', '2027-01-04T09:00:00Z'].map((at, n) =>
      aHold({ expiresAt: new Date(at), startsAt: new Date(`2027-01-05T1${n * 2}:00:00Z`) }),
    );
    const booked = aHold({ startsAt: new Date('2027-01-05T18:00:00Z') });
    for (const hold of [...expiring, booked]) await tutorMatching.holdSlot(hold);
    await tutorMatching.bookSlot(booked.bookingId);
    const before = new Date('2027-01-04T09:00:00Z');
    const [later, sooner] = expiring.map(({ bookingId }) => bookingId);
    expect(await tutorMatching.takeOverdueHolds(before, 1)).toEqual([sooner]);
    expect(await tutorMatching.takeOverdueHolds(before, 1)).toEqual([later]);
    expect(await tutorMatching.takeOverdueHolds(before, 1)).toEqual([sooner]);
    expect(new Set(await tutorMatching.takeOverdueHolds(before, 10))).toEqual(new Set([sooner, later]));
  });

  it('keeps an expired hold off the offer until it is released', async () => {
    const hold = aHold({ expiresAt: new Date('2027-01-01T00:00:00Z') });
    await tutorMatching.holdSlot(hold);
    expect(await tutorMatching.isSlotOpen(hold)).toBe(false);
  });
});
