import { paymentCanceled, paymentCompleted, paymentEventData } from '@halfpast/payment';
import { type DurableSaga, onCron, onEvent } from './durable-saga.ts';
import { bookingRequested, bookingRequestedData } from './events.ts';
import { closeBooking } from './use-cases/close-booking.ts';
import { confirmPaidSession } from './use-cases/confirm-paid-session.ts';
import { expireUnpaidBooking } from './use-cases/expire-unpaid-booking.ts';
import type { Sessions } from './use-cases/ports.ts';
import { sweep } from './use-cases/sweep.ts';

/** What the durable half is made of. */
export type SagaDeps = Parameters<typeof confirmPaidSession>[0] &
  Parameters<typeof expireUnpaidBooking>[0] &
  Parameters<typeof sweep>[0] & { readonly sessions: Pick<Sessions, 'completeFinishedSessions'> };

/** Everything that runs on its own, whoever runs it. */
export const allSagas = (deps: SagaDeps): readonly DurableSaga[] => [
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
  onCron('* * * * *', { id: 'sweep', name: 'Sweep up what was left lying', run: sweep(deps) }),
  onCron('*/5 * * * *', {
    id: 'complete-finished-sessions',
    name: 'Complete finished sessions',
    async run(step) {
      await step.run('complete-finished-sessions', deps.sessions.completeFinishedSessions);
    },
  }),
];
