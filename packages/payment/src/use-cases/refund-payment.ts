import { DomainError } from '@halfpast/kernel';
import { type Owed, owe } from '../domain/account.ts';
import type { Payment } from '../domain/payment.ts';
import { changeAccount } from './change-account.ts';
import { type SendingDeps, sendRefund } from './send-refund.ts';

/**
 * Decides what goes back of a payment, once, and sends it: what is owed is on record before Stripe is asked, and whatever
 * fails is tried again from there. A repeat sends the same row under the same key; another amount changes nothing.
 * @returns SENT when Stripe has it, though it may still be at it; WAITING while a dispute forbids it
 * @throws DomainError NOT_FOUND unless the payment succeeded; PAYMENT_PROVIDER_UNAVAILABLE when it isn't known to be on
 * its way; asking again resumes
 */
export const refundPayment =
  (deps: SendingDeps) =>
  (paymentId: string, owed: Owed): Promise<'SENT' | 'WAITING'> =>
    send(deps, paymentId, () => owed);

/** The same for all that was captured. */
export const refundInFull =
  (deps: SendingDeps) =>
  (paymentId: string, reason: string): Promise<'SENT' | 'WAITING'> =>
    send(deps, paymentId, (payment) => ({
      amount: payment.status === 'SUCCEEDED' ? payment.amountReceived : 0,
      reason,
    }));

async function send(deps: SendingDeps, paymentId: string, owedOf: (payment: Payment) => Owed) {
  const making = { refundId: deps.newId(), now: deps.clock() };
  const account = await changeAccount(deps, paymentId, (before) =>
    owe(before, owedOf(before.payment), making),
  );
  if (account.payment.status !== 'SUCCEEDED')
    throw new DomainError('NOT_FOUND', 'There is no such paid payment');
  return sendRefund(deps, account);
}
