import { DomainError, isId, type Viewer } from '@halfpast/kernel';
import type { Session } from '../domain/session.ts';
import type { PageFilter, SessionLists } from './ports.ts';

type Deps = { readonly sessions: Pick<SessionLists, 'withIds'> };

/** The sessions a viewer learns or teaches, newest first; an operator sees everybody's. */
export const getMySessions =
  ({ sessions }: { readonly sessions: Pick<SessionLists, 'page'> }) =>
  async ({ personId, role }: Viewer, filter: PageFilter): Promise<readonly Session[]> => {
    if (role === 'operator') return sessions.page('all', filter);
    const [learning, teaching] = await Promise.all([
      sessions.page({ studentId: personId }, filter),
      sessions.page({ tutorId: personId }, filter),
    ]);
    return [...learning, ...teaching].sort(newestFirst).slice(0, filter.page.first);
  };

/**
 * One session.
 * @throws DomainError NOT_FOUND, also when the viewer has no part in it
 */
export const getSessionDetails =
  (deps: Deps) =>
  async (viewer: Viewer, sessionId: string): Promise<Session> =>
    found((await sessionsByIds(deps)(viewer, [sessionId]))[0]);

/** Those among `sessionIds` that the viewer may see, in any order. */
export const sessionsByIds =
  ({ sessions }: Deps) =>
  async (viewer: Viewer, sessionIds: readonly string[]): Promise<readonly Session[]> =>
    (await sessions.withIds(sessionIds.filter(isId))).filter((session) => maySee(viewer, session));

/** @throws DomainError NOT_FOUND */
export function found(session: Session | undefined): Session {
  if (!session) throw new DomainError('NOT_FOUND', 'There is no such session');
  return session;
}

/** Whether a session is any business of the viewer. */
export const maySee = ({ personId, role }: Viewer, { studentId, tutorId }: Session): boolean =>
  role === 'operator' || personId === studentId || personId === tutorId;

const newestFirst = (a: Session, b: Session): number => (a.sessionId < b.sessionId ? 1 : -1);
