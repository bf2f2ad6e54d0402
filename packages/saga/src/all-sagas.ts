import { sessionCancelled, sessionCancelledData } from '@halfpast/communication';
import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import {
  paymentCanceled,
  paymentCompleted,
  paymentEventData,
  paymentFailed,
  paymentProcessing,
  paymentRefunded,
  refundEventData,
} from '@halfpast/payment';
import { type DurableSaga, onCron, onEvent } from './durable-saga.ts';
import { bookingEnded, bookingEndedData, bookingRequested, bookingRequestedData } from './events.ts';
import { awaitSlowPayment } from './use-cases/await-slow-payment.ts';
import { cleanUpEndedBooking } from './use-cases/clean-up-ended-booking.ts';
import { closeBooking } from './use-cases/close-booking.ts';
import { closeFailedPayment } from './use-cases/close-failed-payment.ts';
import { confirmPaidSession } from './use-cases/confirm-paid-session.ts';
import { expireUnpaidBooking } from './use-cases/expire-unpaid-booking.ts';
import type { Bookings, Payments, Sessions, TutorMatching } from './use-cases/ports.ts';
import { refundCancelledSession } from './use-cases/refund-cancelled-session.ts';
import { sweep } from './use-cases/sweep.ts';
import { tellRefunded } from './use-cases/tell-refunded.ts';

/** What the durable half is made of. */
export type SagaDeps = {
  readonly bookings: Bookings;
  readonly tutorMatching: TutorMatching;
  readonly payments: Payments;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Everything that runs on its own, whoever runs it. */
export const allSagas = (deps: SagaDeps): readonly DurableSaga[] => [...onEvents(deps), ...onTime(deps)];

const onEvents = (deps: SagaDeps): DurableSaga[] => [
  onEvent(paymentCompleted, {
    id: 'confirm-paid-session',
    name: 'Confirm a paid session',
    schema: paymentEventData,
    run: confirmPaidSession(deps),
  }),
  onEvent(bookingRequested, {
    id: 'expire-unpaid-booking',
    name: 'Expire an unpaid booking',
    schema: bookingRequestedData,
    run: expireUnpaidBooking(deps),
  }),
  onEvent(paymentCanceled, {
    id: 'close-canceled-booking',
    name: 'Close a booking whose payment was canceled',
    schema: paymentEventData,
    run: (step, { sessionId }) => closeBooking(deps)(step, { bookingId: sessionId, as: 'EXPIRED' }),
  }),
  onEvent(sessionCancelled, {
    id: 'refund-cancelled-session',
    name: 'Refund a cancelled session',
    schema: sessionCancelledData,
    run: refundCancelledSession(deps),
  }),
  onEvent(paymentProcessing, {
    id: 'await-slow-payment',
    name: 'Await a slow payment',
    schema: paymentEventData,
    run: awaitSlowPayment(deps),
  }),
  onEvent(paymentFailed, {
    id: 'close-failed-payment',
    name: 'Close a booking whose slow payment failed',
    schema: paymentEventData,
    run: closeFailedPayment(deps),
  }),
  onEvent(paymentRefunded, {
    id: 'tell-refunded',
    name: 'Tell of a refund',
    schema: refundEventData,
    run: tellRefunded(deps),
  }),
  onEvent(bookingEnded, {
    id: 'clean-up-ended-booking',
    name: 'Clean up behind an ended booking',
    schema: bookingEndedData,
    run: cleanUpEndedBooking(deps),
  }),
];

const onTime = (deps: SagaDeps): DurableSaga[] => [
  onCron('* * * * *', { id: 'sweep', name: 'Sweep up what was left lying', run: sweep(deps) }),
  onCron('*/5 * * * *', {
    id: 'complete-finished-sessions',
    name: 'Complete finished sessions',
    async run(step) {
      await step.run('complete-finished-sessions', () => deps.sessions.completeFinishedSessions());
    },
  }),
  onCron('*/5 * * * *', {
    id: 'send-reminders',
    name: 'Send reminders',
    async run(step) {
      await step.run('send-reminders', () => deps.sessions.sendReminders());
    },
  }),
  onCron('*/2 * * * *', {
    id: 'reconcile-payments',
    name: 'Reconcile payments with Stripe',
    async run(step) {
      await step.run('reconcile-payments', () => deps.payments.reconcile());
    },
  }),
];
