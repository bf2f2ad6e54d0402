import type { Clock } from '@halfpast/kernel';
import { settle } from '../domain/payment.ts';
import type { PaymentStore } from './ports.ts';

/** Notes that the saga has answered this success: by a CONFIRMED booking or a REFUNDED one. May be repeated. */
export const settlePayment =
  ({ payments, clock }: { readonly payments: PaymentStore; readonly clock: Clock }) =>
  async (paymentId: string): Promise<void> => {
    await payments.change(paymentId, (payment) => settle(payment, clock()));
  };
