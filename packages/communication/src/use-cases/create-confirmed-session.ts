import type { Clock } from '@halfpast/kernel';
import type { NewMeetingLink } from '../domain/meeting-link.ts';
import { can, confirm, type Lesson } from '../domain/session.ts';
import type { Sessions } from './ports.ts';

type Deps = { sessions: Sessions; clock: Clock; newMeetingLink: NewMeetingLink };

/** A paid lesson, as the saga tells of it. */
export type LessonRequest = Omit<Lesson, 'scheduledAt'> & { readonly startsAt: Date };

/**
 * Makes the session of a paid lesson. One that awaits its payment is confirmed; one in any other state stays as it is.
 * @throws DomainError BAD_USER_INPUT when the lesson has already begun: then it can never be confirmed
 */
export const createConfirmedSession =
  ({ sessions, clock, newMeetingLink }: Deps) =>
  async ({ startsAt, ...request }: LessonRequest): Promise<void> => {
    const existing = await sessions.find(request.sessionId);
    if (existing && !can('confirm', existing)) return;
    const lesson = existing ?? { ...request, scheduledAt: startsAt };
    const confirmed = confirm(lesson, newMeetingLink(), clock());
    // Whoever was faster has done the same.
    await (existing ? sessions.confirm(confirmed) : sessions.insert(confirmed));
  };
