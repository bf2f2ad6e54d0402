import type { Session } from '../domain/session.ts';
import type { Sessions } from './ports.ts';

/** What the saga decides by. */
export type SessionState =
  | { readonly status: 'PENDING_PAYMENT' | 'CONFIRMED' | 'COMPLETED' }
  | { readonly status: 'CANCELLED'; readonly cancelledBy: string | null; readonly cancelledAt: Date };

/** The state of a session; undefined if there is none. */
export const sessionState =
  ({ sessions }: { readonly sessions: Pick<Sessions, 'find'> }) =>
  async (sessionId: string): Promise<SessionState | undefined> => {
    const session = await sessions.find(sessionId);
    return session && stateOf(session);
  };

function stateOf(session: Session): SessionState {
  if (session.status !== 'CANCELLED') return { status: session.status };
  const { status, cancelledBy, cancelledAt } = session;
  return { status, cancelledBy, cancelledAt };
}
