import type { Clock } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import { prismaHolds } from './adapters/prisma-holds.ts';
import { prismaSchedules } from './adapters/prisma-schedules.ts';
import { prismaTutors } from './adapters/prisma-tutors.ts';
import { findAlternatives, findOpenSlots, isSlotOpen } from './use-cases/find-open-slots.ts';
import { holdSlot } from './use-cases/hold-slot.ts';
import type { LessonRequest } from './use-cases/ports.ts';
import { findTutor, quoteLesson } from './use-cases/quote-lesson.ts';

export type { Slot } from './domain/open-slots.ts';
export type { Tutor } from './domain/tutor.ts';
export { createTutorMatchingSubgraph } from './graphql/subgraph.ts';
export type { HoldRequest, LessonRequest } from './use-cases/ports.ts';

export type TutorMatchingParts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  /** How long before its start a lesson can be booked at the latest. */
  readonly bookingNoticeSeconds: number;
};

/** Tutors, when they can be booked, and the holds on their time. */
export function createTutorMatching({ prisma, clock, bookingNoticeSeconds }: TutorMatchingParts) {
  const tutors = prismaTutors(prisma);
  const holds = prismaHolds(prisma);
  const slotDeps = { schedules: prismaSchedules(prisma), clock, bookingNoticeSeconds };
  const isOpen = isSlotOpen(slotDeps);
  return {
    tutors: tutors.all,
    tutor: findTutor({ tutors }),
    tutorsByIds: tutors.withIds,
    quoteLesson: quoteLesson({ tutors }),
    openSlots: findOpenSlots(slotDeps),
    isSlotOpen: (lesson: LessonRequest) => isOpen(lesson),
    alternativesTo: findAlternatives(slotDeps),
    holdSlot: holdSlot({ ...slotDeps, holds }),
    bookSlot: holds.book,
    releaseSlot: holds.release,
    overlappingHold: holds.overlapping,
    takeOverdueHolds: holds.takeOverdue,
  };
}

export type TutorMatching = ReturnType<typeof createTutorMatching>;
