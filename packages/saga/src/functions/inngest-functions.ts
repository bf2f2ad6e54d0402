import type { Logger } from '@halfpast/kernel/logger';
import type { Inngest } from 'inngest';
import type { DurableSaga } from '../durable-saga.ts';
import { durable, rethrow } from './durable-step.ts';
import { reportFailure } from './report-failure.ts';

type Parts = {
  readonly inngest: Inngest;
  readonly logger: Logger;
  readonly sagas: readonly DurableSaga[];
};

/**
 * Each saga as a function that Inngest runs. What an event starts is tried again for some hours, and an operator hears
 * when it has given up; a cron comes again anyway.
 */
export const inngestFunctions = ({ inngest, logger, sagas }: Parts) =>
  sagas.map(({ id, name, trigger, run }) =>
    'cron' in trigger
      ? inngest.createFunction({ id, name, retries: 3, triggers: [{ cron: trigger.cron }] }, ({ step }) =>
          run(durable(step)).catch(rethrow),
        )
      : inngest.createFunction(
          {
            id,
            name,
            retries: 10,
            triggers: [{ event: trigger.event }],
            onFailure: reportFailure(logger, id),
          },
          ({ event, step }) => run(durable(step), event.data).catch(rethrow),
        ),
  );
