import { type Clock, DomainError } from '@halfpast/kernel';
import type { Sessions } from '../use-cases/ports.ts';

/** Sessions, and how often each was made. */
export function sessionsInMemory(clock: Clock) {
  const made = new Map<string, number>();
  const sessions: Sessions = {
    async createConfirmedSession({ sessionId, startsAt }) {
      if (made.has(sessionId)) return;
      if (startsAt <= clock()) throw new DomainError('BAD_USER_INPUT', 'The lesson has begun');
      made.set(sessionId, 1);
    },
    sessionExists: async (sessionId) => made.has(sessionId),
    completeFinishedSessions: async () => 0,
  };
  return { sessions, made };
}
