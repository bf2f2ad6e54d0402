import { type Clock, DomainError, plusMinutes } from '@halfpast/kernel';
import type { HoldRequest, LessonRequest, TutorMatching } from '../use-cases/ports.ts';

type Hold = { status: 'HELD' | 'BOOKED' | 'RELEASED'; request?: HoldRequest };

/** Tutors who are always there, and the holds on their time; `tutor-x` is nobody. */
export function tutorMatchingInMemory(clock: Clock) {
  const holds = new Map<string, Hold>();
  const overlaps = (a: LessonRequest, b: LessonRequest): boolean =>
    a.startsAt < plusMinutes(b.startsAt, b.duration) && b.startsAt < plusMinutes(a.startsAt, a.duration);
  const inTheWay = (lesson: LessonRequest, who: 'tutorId' | 'studentId'): string | undefined =>
    [...holds].find(
      ([, { status, request }]) =>
        status !== 'RELEASED' && request && request[who] === lesson[who] && overlaps(request, lesson),
    )?.[0];
  const isOpen = (lesson: LessonRequest): boolean =>
    lesson.startsAt > clock() && !inTheWay(lesson, 'tutorId');

  const tutorMatching: TutorMatching = {
    async quoteLesson(tutorId, duration) {
      if (tutorId === 'tutor-x') throw new DomainError('NOT_FOUND', 'There is no such tutor');
      if (duration % 30 !== 0) throw new DomainError('BAD_USER_INPUT', 'This duration is not on offer');
      return { tutorName: 'Ada', price: { amount: duration * 75, currency: 'EUR' } };
    },
    isSlotOpen: async (lesson) => isOpen(lesson),
    alternativesTo: async ({ startsAt, duration }) => [plusMinutes(startsAt, duration)],
    async holdSlot(request) {
      const known = holds.get(request.bookingId);
      if (known?.status === 'HELD' || known?.status === 'BOOKED') return;
      if (known || !isOpen(request) || inTheWay(request, 'studentId'))
        throw new DomainError('SLOT_UNAVAILABLE', 'This slot is taken');
      holds.set(request.bookingId, { status: 'HELD', request });
    },
    async bookSlot(bookingId) {
      const hold = holds.get(bookingId);
      if (!hold || hold.status === 'RELEASED') return 'RELEASED';
      hold.status = 'BOOKED';
      return 'BOOKED';
    },
    async releaseSlot(bookingId) {
      holds.set(bookingId, { ...holds.get(bookingId), status: 'RELEASED' });
    },
    overlappingHold: async (lesson) => inTheWay(lesson, 'studentId'),
    takeOverdueHolds: async (before, limit) =>
      [...holds]
        .filter(([, { status, request }]) => status === 'HELD' && request && request.expiresAt < before)
        .map(([bookingId]) => bookingId)
        .slice(0, limit),
  };
  return { tutorMatching, holds };
}
