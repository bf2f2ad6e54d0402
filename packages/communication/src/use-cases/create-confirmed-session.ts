import type { Clock, NewId } from '@halfpast/kernel';
import type { NewMeetingLink } from '../domain/meeting-link.ts';
import { toBoth } from '../domain/notification.ts';
import { nextReminderAt } from '../domain/reminder.ts';
import { confirm, type Lesson } from '../domain/session.ts';
import { type LessonRequest, lessonOf } from './lesson-request.ts';
import type { Confirmation, Sessions } from './ports.ts';

type Deps = {
  readonly sessions: Pick<Sessions, 'find' | 'insertConfirmed' | 'confirm'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newMeetingLink: NewMeetingLink;
};

/**
 * Makes the session of a paid lesson, and tells both of it. One that awaits its payment is confirmed; one in any other
 * state stays as it is.
 * @returns what there is after that: CANCELLED also for a session that was withdrawn before it was made
 * @throws DomainError BAD_USER_INPUT when the lesson has already begun: then it can never be confirmed
 */
export const createConfirmedSession =
  (deps: Deps) =>
  async (request: LessonRequest): Promise<'CONFIRMED' | 'COMPLETED' | 'CANCELLED'> => {
    const { sessions } = deps;
    for (;;) {
      const existing = await sessions.find(request.sessionId);
      if (existing && existing.status !== 'PENDING_PAYMENT') return existing.status;
      const confirmation = confirmationOf(existing ?? lessonOf(request), deps);
      const isStored = await (existing
        ? sessions.confirm(confirmation)
        : sessions.insertConfirmed(confirmation));
      if (isStored) return 'CONFIRMED';
      // Somebody was faster: look again. That ends, as a session only goes forward.
    }
  };

function confirmationOf(lesson: Lesson, { clock, newId, newMeetingLink }: Deps): Confirmation {
  const now = clock();
  const session = confirm(lesson, newMeetingLink(), now);
  return {
    session,
    remindAt: nextReminderAt(session, now),
    notifications: toBoth(session, { kind: 'confirmed', data: {} }, newId),
  };
}
