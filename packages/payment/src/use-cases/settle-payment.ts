import { type Clock, DomainError } from '@halfpast/kernel';
import { settle } from '../domain/payment.ts';
import type { PaymentStore } from './ports.ts';

/**
 * Notes that the saga has answered this success: by a CONFIRMED booking or a REFUNDED one. May be repeated.
 * @throws DomainError NOT_FOUND
 */
export const settlePayment =
  ({ payments, clock }: { readonly payments: PaymentStore; readonly clock: Clock }) =>
  async (paymentId: string): Promise<void> => {
    const payment = await payments.find(paymentId);
    if (!payment) throw new DomainError('NOT_FOUND', 'There is no such payment');
    await payments.change(payment, (row) => settle(row, clock()));
  };
