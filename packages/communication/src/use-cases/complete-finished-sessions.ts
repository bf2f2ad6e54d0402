import type { Clock } from '@halfpast/kernel';
import type { FinishedSessions } from './ports.ts';

const batch = 500;

/** CONFIRMED sessions that have ended become COMPLETED, batch by batch. @returns how many */
export const completeFinishedSessions =
  ({ sessions, clock }: { sessions: FinishedSessions; clock: Clock }) =>
  async (): Promise<number> => {
    const now = clock();
    let completed = 0;
    for (;;) {
      const sessionIds = await sessions.finished(now, batch);
      completed += await sessions.complete(sessionIds);
      if (sessionIds.length < batch) return completed;
    }
  };
