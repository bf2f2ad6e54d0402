import type { Clock } from '@halfpast/kernel';
import { plain, withdraw } from '../domain/session.ts';
import { type LessonRequest, lessonOf } from './lesson-request.ts';
import type { Sessions, WaitingSessions } from './ports.ts';

type Deps = {
  readonly sessions: Pick<Sessions, 'find' | 'insert' | 'withdraw'>;
  readonly clock: Clock;
};

/** The session of a lesson whose payment is processing, unless there is one already, in whatever state. */
export const createPendingSession =
  ({ sessions }: Pick<Deps, 'sessions'>) =>
  async (request: LessonRequest): Promise<void> => {
    await sessions.insert({ ...plain(lessonOf(request)), status: 'PENDING_PAYMENT' });
  };

/**
 * Makes sure that a lesson never comes about: what awaits its payment is withdrawn, and what isn't there leaves a mark.
 * KEPT: it is there, or a person cancelled it.
 */
export const withdrawSession =
  ({ sessions, clock }: Deps) =>
  async (request: LessonRequest): Promise<'WITHDRAWN' | 'KEPT'> => {
    const withdrawn = withdraw(plain(lessonOf(request)), clock());
    if (await sessions.insert(withdrawn)) return 'WITHDRAWN';
    if (await sessions.withdraw(withdrawn)) return 'WITHDRAWN';
    const existing = await sessions.find(request.sessionId);
    return existing?.status === 'CANCELLED' && existing.cancelledBy === null ? 'WITHDRAWN' : 'KEPT';
  };

/** Withdraws a session that awaits its payment; any other, or none, stays as it is. */
export const withdrawPendingSession =
  ({ sessions, clock }: Deps) =>
  async (sessionId: string): Promise<void> => {
    const session = await sessions.find(sessionId);
    if (session?.status === 'PENDING_PAYMENT') await sessions.withdraw(withdraw(session, clock()));
  };

/** Sessions that have awaited their payment since before `before`; those that were taken longest ago first. */
export const pendingSessions =
  ({ sessions }: { readonly sessions: Pick<WaitingSessions, 'takePending'> }) =>
  async (before: Date, limit: number): Promise<readonly string[]> =>
    (await sessions.takePending(before, limit)).map(({ sessionId }) => sessionId);
