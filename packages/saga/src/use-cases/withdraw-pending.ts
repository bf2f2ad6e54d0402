import { isDomainError } from '@halfpast/kernel';
import type { Sessions } from './ports.ts';

/**
 * Whoever waits for the payment of a booking that has ended is told, and then the session is withdrawn: last, because
 * pending sessions are what the sweep looks for.
 */
export async function withdrawPending(
  sessions: Pick<Sessions, 'sessionState' | 'tellWithdrawn' | 'withdrawPendingSession'>,
  sessionId: string,
): Promise<void> {
  if ((await sessions.sessionState(sessionId))?.status !== 'PENDING_PAYMENT') return;
  await sessions.tellWithdrawn({ sessionId });
  await sessions.withdrawPendingSession(sessionId);
}

/** Tells of a session; of one that isn't there, nobody is told. @returns what can be remembered */
export const telling = (tell: () => Promise<void>): Promise<'TOLD' | 'NOBODY'> =>
  tell().then(
    () => 'TOLD',
    (error: unknown) => {
      if (isDomainError(error, 'NOT_FOUND')) return 'NOBODY';
      throw error;
    },
  );
