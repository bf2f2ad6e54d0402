import { paymentCompleted, paymentEventData } from '@halfpast/payment';
import { confirmPaidSession } from '../use-cases/confirm-paid-session.ts';
import { durable } from './durable-step.ts';
import { dataOf } from './event-data.ts';
import { onEvent } from './on-event.ts';
import type { FunctionDeps } from './saga-functions.ts';

/** Money has arrived: a Session, or the money back. */
export const confirmPaidSessionOnEvent = (deps: FunctionDeps) =>
  deps.inngest.createFunction(
    onEvent(paymentCompleted, {
      id: 'confirm-paid-session',
      name: 'Confirm a paid session',
      logger: deps.logger,
    }),
    ({ event, step }) => confirmPaidSession(deps)(durable(step), dataOf(paymentEventData, event)),
  );
