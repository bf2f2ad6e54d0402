import { DomainError, type Money } from '@halfpast/kernel';
import { lessonPrice, type Tutor } from '../domain/tutor.ts';
import type { Tutors } from './ports.ts';

/**
 * One tutor of the catalogue.
 * @throws DomainError NOT_FOUND
 */
export const findTutor =
  ({ tutors }: { tutors: Tutors }) =>
  async (tutorId: string): Promise<Tutor> => {
    const [tutor] = await tutors.withIds([tutorId]);
    if (!tutor) throw unknownTutor();
    return tutor;
  };

/**
 * The price of `duration` minutes with a tutor, and whom it is paid for.
 * @throws DomainError NOT_FOUND for an unknown tutor, BAD_USER_INPUT for a duration that the tutor doesn't offer
 */
export const quoteLesson =
  (deps: { tutors: Tutors }) =>
  async (tutorId: string, duration: number): Promise<{ tutorName: string; price: Money }> => {
    const tutor = await findTutor(deps)(tutorId);
    if (!tutor.durations.includes(duration)) throw durationNotOffered(tutor.durations);
    return { tutorName: tutor.displayName, price: lessonPrice(tutor, duration) };
  };

export const unknownTutor = () => new DomainError('NOT_FOUND', 'There is no such tutor');

export const durationNotOffered = (durations: readonly number[]) =>
  new DomainError('BAD_USER_INPUT', `This tutor gives lessons of ${durations.join(', ')} minutes`);
