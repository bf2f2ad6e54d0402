import { type Clock, DomainError, isId, type Viewer } from '@halfpast/kernel';
import { cancel, reasonOf } from '../domain/cancellation.ts';
import type { CancelledSession } from '../domain/session.ts';
import type { Sessions } from './ports.ts';
import { found, maySee } from './view-sessions.ts';

type Deps = { readonly sessions: Pick<Sessions, 'find' | 'cancel'>; readonly clock: Clock };

export type CancellationRequest = { readonly id: string; readonly reason?: string | null | undefined };

/**
 * Cancels a session for one who takes part in it; one that is cancelled already is answered as it is.
 * @throws DomainError NOT_FOUND, also when the viewer has no part in it; FORBIDDEN to an operator;
 * CANCELLATION_NOT_ALLOWED when its state or the time speaks against it; BAD_USER_INPUT for what can't be a reason
 */
export const cancelSession =
  ({ sessions, clock }: Deps) =>
  async (viewer: Viewer, { id, reason: words }: CancellationRequest): Promise<CancelledSession> => {
    if (viewer.role === 'operator')
      throw new DomainError('FORBIDDEN', 'Only student and tutor can cancel their lesson');
    const reason = reasonOf(words);
    for (;;) {
      const session = isId(id) ? await sessions.find(id) : undefined;
      const own = found(session && maySee(viewer, session) ? session : undefined);
      const cancelled = cancel(own, { by: viewer.personId, at: clock(), reason });
      if (cancelled === own || (await sessions.cancel(cancelled))) return cancelled;
      // It was completed, or the other one was faster: look again. That ends, as neither state is ever left.
    }
  };
