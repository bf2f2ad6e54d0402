import { type Clock, DomainError, type Viewer } from '@halfpast/kernel';
import { meetingLinkOf } from '../domain/session.ts';
import type { DrawCalendar, People, SessionLists } from './ports.ts';
import { getSessionDetails } from './view-sessions.ts';

type Deps = {
  readonly sessions: Pick<SessionLists, 'withIds'>;
  readonly people: People;
  readonly draw: DrawCalendar;
  readonly clock: Clock;
};

/**
 * A lesson as a file for the calendar of one of the two; the same entry as the one that was mailed.
 * @throws DomainError NOT_FOUND, also when the viewer doesn't take part in it, or there is nothing to take part in
 */
export const getCalendarFile =
  ({ sessions, people, draw, clock }: Deps) =>
  async (viewer: Viewer, sessionId: string): Promise<string> => {
    const session = await getSessionDetails({ sessions })(viewer, sessionId);
    const { studentId, tutorId } = session;
    const persons = await people([studentId, tutorId]);
    const to = persons.find(({ personId }) => personId === viewer.personId);
    if (!to || meetingLinkOf(session) === null)
      throw new DomainError('NOT_FOUND', 'There is no such lesson on your calendar');
    const other = persons.find((person) => person !== to);
    const description = 'Booked and paid at Halfpast.';
    return draw({ session, to, other }, { method: 'PUBLISH', description, stamp: clock() });
  };
