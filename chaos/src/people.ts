import type { PrismaClient } from '@halfpast/prisma';
import { type Person, type Product, signUp } from './product.ts';

const hour = 3_600_000;
const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Signs `count` students up. */
export async function signStudentsUp(product: Product, count: number): Promise<Person[]> {
  const students: Person[] = [];
  for (let n = 0; n < count; n++) students.push(await signUp(product, `student-${n}`));
  return students;
}

/** Makes a tutor who is there around the clock. */
export async function addTutor(prisma: PrismaClient, product: Product, name: string): Promise<Person> {
  const tutor = await signUp(product, name);
  await prisma.authUser.update({ where: { id: tutor.id }, data: { role: 'tutor' } });
  await prisma.tutor.create({
    data: {
      tutorId: tutor.id,
      displayName: name,
      headline: 'Always there',
      bio: 'Made for the chaos.',
      subjects: ['Calm'],
      languages: ['English'],
      hourlyRate: 4_501, // half of it is no whole number
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [60],
      availability: {
        create: weekdays.map((weekday) => ({ weekday, startMinute: 0, endMinute: 1_440 })),
      },
    },
  });
  return tutor;
}

/** Whole hours from the one after the next, which each tier of a cancellation policy has some of. */
export function hoursAhead(count: number, now = Date.now()): [Date, ...Date[]] {
  const first = Math.ceil(now / hour) + 1;
  const [one, ...others] = Array.from({ length: count }, (_, n) => new Date((first + n) * hour));
  if (!one) throw new RangeError('No hour at all');
  return [one, ...others];
}
