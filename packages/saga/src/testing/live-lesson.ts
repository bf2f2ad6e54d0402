import { newId, plusMinutes, type Viewer } from '@halfpast/kernel';
import type { LiveWorld } from './live-world.ts';

/** A student with no other lessons. */
export const aStudent = (): Viewer => ({ personId: newId(), role: 'student' });

/** A tutor who is always there, and a lesson of theirs two days ahead, in minutes, that can be booked. */
export async function aLesson({ prisma, clock }: LiveWorld, ahead = 2 * 24 * 60) {
  const tutorId = newId();
  const allWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1_440 }));
  await prisma.tutor.create({
    data: {
      tutorId,
      displayName: 'Ada',
      headline: 'Mathematics',
      bio: '',
      subjects: ['Mathematics'],
      languages: ['English'],
      hourlyRate: 4_500,
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [30, 60, 90],
      availability: { create: allWeek },
    },
  });
  const hour = new Date(Math.ceil(clock().getTime() / 3_600_000) * 3_600_000);
  return { tutorId, time: plusMinutes(hour, ahead), duration: 60 };
}

export type LiveLesson = Awaited<ReturnType<typeof aLesson>>;

/** Whether anybody may book it now. */
export async function isOnOffer(world: LiveWorld, { tutorId, time, duration }: LiveLesson): Promise<boolean> {
  const to = plusMinutes(time, 1);
  return (await world.tutorMatching.openSlots({ tutorId, from: time, to, duration })).length === 1;
}

/** A lesson that is booked, paid and confirmed. */
export async function aConfirmedLesson(world: LiveWorld, student: Viewer, ahead?: number) {
  const lesson = await aLesson(world, ahead);
  const booked = await world.bookSession(student, lesson);
  await world.pay(booked);
  await world.becomes(booked.sessionId, confirmed);
  return { ...booked, lesson, tutor: { personId: lesson.tutorId, role: 'tutor' } satisfies Viewer };
}

export const confirmed = { booking: 'CONFIRMED', isSettled: true };
export const expired = { booking: 'EXPIRED' };
export const refunded = { booking: 'REFUNDED', isSettled: true };
export const cancelled = { booking: 'CANCELLED', session: 'CANCELLED', slot: 'RELEASED', isAnswered: true };
export const closed = { slot: 'RELEASED', payment: 'CANCELED', session: undefined };
