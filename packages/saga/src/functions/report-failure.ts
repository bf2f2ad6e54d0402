import type { Logger } from '@halfpast/kernel/logger';

type Failure = {
  readonly event: { readonly data: { readonly run_id: string } };
  readonly error: Error;
};

/** Tells an operator that a run has given up. What it left undone stays in the rows, where the sweep finds it. */
export const reportFailure =
  (logger: Logger, functionId: string) =>
  ({ event, error }: Failure): void => {
    const runId = event.data.run_id;
    logger.error({ functionId, runId, err: error }, 'A run of the saga gave up; the sweep starts it again');
  };
