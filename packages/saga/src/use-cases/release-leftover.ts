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
  async (bookingId: string): Promise<'RELEASED' | 'KEPT'> => {
    const booking = await bookings.find(bookingId);
    if (booking?.status !== 'REJECTED' && booking?.status !== 'EXPIRED' && booking?.status !== 'ABANDONED')
      return 'KEPT';
    if ((await payments.closePayment(paymentOrderOf(booking))) !== 'CLOSED') return 'KEPT';
    await tutorMatching.releaseSlot(bookingId);
    return 'RELEASED';
  };
