import { paymentCompleted, paymentEventData } from '@halfpast/payment';
import { confirmPaidSession } from '../use-cases/confirm-paid-session.ts';
import { durable } from './durable-step.ts';
import { dataOf } from './event-data.ts';
import { reportFailure } from './report-failure.ts';
import type { FunctionDeps } from './saga-functions.ts';

const id = 'confirm-paid-session';

/** Money has arrived: a Session, or the money back. */
export const confirmPaidSessionOnEvent = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    {
      id,
      name: 'Confirm a paid session',
      retries: 10,
      triggers: [{ event: paymentCompleted }],
      onFailure: reportFailure(deps.logger, id),
    },
    ({ event, step }) => confirmPaidSession(deps)(durable(step), dataOf(paymentEventData, event)),
  );
