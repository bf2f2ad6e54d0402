import { DomainError } from '@halfpast/kernel';
import type { LessonRequest, TutorMatching } from './ports.ts';

/** Why not, and what instead: the booking that is in the student's own way, or other times. `ended` is no way out. */
export async function slotUnavailable(
  { tutorMatching }: { readonly tutorMatching: Pick<TutorMatching, 'overlappingHold' | 'alternativesTo'> },
  lesson: LessonRequest,
  ended?: string,
): Promise<DomainError> {
  const sessionId = await tutorMatching.overlappingHold(lesson);
  if (sessionId !== undefined && sessionId !== ended) return taken({ sessionId });
  const alternatives = await tutorMatching.alternativesTo(lesson);
  return taken({ alternatives: alternatives.map((start) => start.toISOString()) });
}

/** The refusal itself, with what leads on from it. */
export const taken = (details: DomainError['details']): DomainError =>
  new DomainError(
    'SLOT_UNAVAILABLE',
    details.sessionId === undefined
      ? 'This time is not available any more'
      : 'You have another lesson at this time',
    details,
  );
