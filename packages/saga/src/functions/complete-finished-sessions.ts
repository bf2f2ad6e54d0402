import type { FunctionDeps } from './saga-functions.ts';

/** A lesson that is over is COMPLETED, a few minutes later at most. */
export const completeFinishedSessions = ({ inngest, sessions }: FunctionDeps) =>
  inngest.createFunction(
    {
      id: 'complete-finished-sessions',
      name: 'Complete finished sessions',
      retries: 3,
      triggers: [{ cron: '*/5 * * * *' }],
    },
    ({ step }) => step.run('complete-finished-sessions', () => sessions.completeFinishedSessions()),
  );
