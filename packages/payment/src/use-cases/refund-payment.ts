import { DomainError } from '@halfpast/kernel';
import { type Account, type Owed, owe, type Ruling } from '../domain/account.ts';
import { sentBack } from '../domain/account-alerts.ts';
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
    send(deps, paymentId, (account) => owe(account, owed, making(deps)));

/** The same for all that was captured of a payment that became no lesson; operators hear of it. */
export const refundInFull =
  (deps: SendingDeps) =>
  (paymentId: string, reason: string): Promise<'SENT' | 'WAITING'> =>
    send(deps, paymentId, (before) => {
      const { payment } = before;
      const amount = payment.status === 'SUCCEEDED' ? payment.amountReceived : 0;
      const { account, alerts } = owe(before, { amount, reason }, making(deps));
      return {
        account,
        alerts: account.owed && !before.owed ? [...alerts, sentBack(before, reason)] : alerts,
      };
    });

const making = ({ newId, clock }: SendingDeps) => ({ refundId: newId(), now: clock() });

async function send(deps: SendingDeps, paymentId: string, rule: (before: Account) => Ruling) {
  const account = await changeAccount(deps, paymentId, rule);
  if (account.payment.status !== 'SUCCEEDED')
    throw new DomainError('NOT_FOUND', 'There is no such paid payment');
  return sendRefund(deps, account);
}
