import type { PrismaClient } from '@halfpast/prisma';
import type { Tutor } from '../domain/tutor.ts';
import type { Tutors } from '../use-cases/ports.ts';

export const prismaTutors = (prisma: PrismaClient): Tutors & { all(): Promise<Tutor[]> } => ({
  all: () => prisma.tutor.findMany({ orderBy: [{ displayName: 'asc' }, { tutorId: 'asc' }] }),
  withIds: (tutorIds) => prisma.tutor.findMany({ where: { tutorId: { in: [...tutorIds] } } }),
});
