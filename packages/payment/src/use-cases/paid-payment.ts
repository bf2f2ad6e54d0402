import { isId } from '@halfpast/kernel';
import type { PaymentOrder } from '../domain/payment.ts';
import type { PaymentStore } from './ports.ts';

export type PaidPayment = Omit<PaymentOrder, 'neededBy'> & {
  readonly amountReceived: number;
  readonly currencyReceived: string;
};

/** The payment, if it SUCCEEDED; with what Stripe captured, which isn't always what was asked for. */
export const paidPayment =
  ({ payments }: { readonly payments: PaymentStore }) =>
  async (paymentId: string): Promise<PaidPayment | undefined> => {
    const payment = isId(paymentId) ? await payments.find(paymentId) : undefined;
    if (payment?.status !== 'SUCCEEDED') return undefined;
    const { sessionId, userId, tutorId, amount, currency, description, amountReceived, currencyReceived } =
      payment;
    return {
      paymentId,
      sessionId,
      userId,
      tutorId,
      amount,
      currency,
      description,
      amountReceived,
      currencyReceived,
    };
  };
