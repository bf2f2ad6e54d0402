import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { Inngest } from 'inngest';
import type { Bookings, Payments, Sessions, TutorMatching } from '../use-cases/ports.ts';
import { closeCanceledBooking } from './close-canceled-booking.ts';
import { completeFinishedSessions } from './complete-finished-sessions.ts';
import { confirmPaidSessionOnEvent } from './confirm-paid-session.ts';
import { expireUnpaidBooking } from './expire-unpaid-booking.ts';
import { sweep } from './sweep.ts';

/** What the durable half of the saga is made of. */
export type FunctionDeps = {
  readonly inngest: Inngest;
  readonly bookings: Bookings;
  readonly tutorMatching: TutorMatching;
  readonly payments: Payments;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** All that Inngest runs for us. An id in use is never renamed: the runs in flight would be lost. */
export const sagaFunctions = (deps: FunctionDeps) => [
  confirmPaidSessionOnEvent(deps),
  expireUnpaidBooking(deps),
  closeCanceledBooking(deps),
  sweep(deps),
  completeFinishedSessions(deps),
];
