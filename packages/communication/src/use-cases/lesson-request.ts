import type { Lesson } from '../domain/session.ts';

/** A lesson, as the saga tells of it. */
export type LessonRequest = Omit<Lesson, 'scheduledAt'> & { readonly startsAt: Date };

export const lessonOf = ({ startsAt, ...lesson }: LessonRequest): Lesson => ({
  ...lesson,
  scheduledAt: startsAt,
});
