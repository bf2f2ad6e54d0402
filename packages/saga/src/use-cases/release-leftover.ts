import type { Logger } from '@halfpast/kernel/logger';
import { paymentOrderOf } from './payment-order.ts';
import type { Bookings, Payments, TutorMatching } from './ports.ts';

type Deps = {
  readonly bookings: Pick<Bookings, 'find'>;
  readonly payments: Pick<Payments, 'closePayment'>;
  readonly tutorMatching: Pick<TutorMatching, 'releaseSlot'>;
};

/**
 * Cleans up behind a booking that has ended though its slot is still held: its last step came after its end.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE; asking again resumes
 */
export const releaseLeftover =
  ({ bookings, payments, tutorMatching }: Deps) =>
  async (bookingId: string): Promise<void> => {
    const booking = await bookings.find(bookingId);
    if (booking?.status !== 'REJECTED' && booking?.status !== 'EXPIRED' && booking?.status !== 'ABANDONED')
      return;
    if ((await payments.closePayment(paymentOrderOf(booking))) === 'CLOSED')
      await tutorMatching.releaseSlot(bookingId);
  };

/** The same for many: one that can't be released yet keeps no other from it, and the next sweep meets it again. */
export const releaseLeftovers =
  (deps: Deps & { readonly logger: Logger }) =>
  async (bookingIds: readonly string[]): Promise<void> => {
    for (const bookingId of bookingIds) {
      await releaseLeftover(deps)(bookingId).catch((error: unknown) =>
        deps.logger.warn({ bookingId, err: error }, 'A leftover slot could not be released yet'),
      );
    }
  };
