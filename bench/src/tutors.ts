import type { PrismaClient } from '@halfpast/prisma';

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Adds tutors who teach around the clock, so that nobody who is measured waits for a slot. */
export async function addTutors(prisma: PrismaClient, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `bench-tutor-${n}`);
  await prisma.tutor.createMany({
    data: ids.map((tutorId) => ({
      tutorId,
      displayName: tutorId,
      headline: 'Always there',
      bio: 'Made for the bench.',
      subjects: ['Endurance'],
      languages: ['English'],
      hourlyRate: 4000,
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [60],
    })),
  });
  await prisma.availabilityRule.createMany({
    data: ids.flatMap((tutorId) =>
      weekdays.map((weekday) => ({ tutorId, weekday, startMinute: 0, endMinute: 1440 })),
    ),
  });
  return ids;
}

/** The start of the nth hour from the day after tomorrow. */
export const hour = (nth: number, now = Date.now()): Date =>
  new Date((Math.floor(now / 86_400_000) + 2) * 86_400_000 + nth * 3_600_000);
