import { type Clock, isId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { announceOutcome } from '../domain/announcement.ts';
import { failureReasonOf } from '../domain/failure-reason.ts';
import type { Payment } from '../domain/payment.ts';
import { applyIntent } from './apply-intent.ts';
import type { Accounts, PaymentGateway, PaymentStore } from './ports.ts';
import { known } from './unavailable.ts';

type Deps = {
  readonly payments: PaymentStore;
  readonly accounts: Pick<Accounts, 'raise'>;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** What the row says of a payment; no question to Stripe. */
export const paymentProgress =
  ({ payments }: Pick<Deps, 'payments'>) =>
  async (
    paymentId: string,
  ): Promise<{ readonly status: Payment['status']; readonly failureReason: string | null } | undefined> => {
    const payment = isId(paymentId) ? await payments.find(paymentId) : undefined;
    return payment && { status: payment.status, failureReason: failureReasonOf(payment) };
  };

/**
 * What is needed to pay now, asked from Stripe, whose word is applied at once. undefined: it can't be paid (any more).
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE
 */
export const payableIntent =
  (deps: Deps) =>
  async (
    paymentId: string,
  ): Promise<{ readonly clientSecret: string; readonly processing: boolean } | undefined> => {
    const payment = isId(paymentId) ? await deps.payments.find(paymentId) : undefined;
    if (payment?.status !== 'PENDING' && payment?.status !== 'DECLINED') return undefined;
    if (payment.stripePaymentIntentId === null) return undefined;
    const { intent, clientSecret } = known(await deps.gateway.retrieveIntent(payment.stripePaymentIntentId));
    await applyIntent(deps, { payment, intent }, announceOutcome);
    switch (intent.state.status) {
      case 'OPEN':
        return { clientSecret, processing: false };
      case 'PROCESSING':
        return { clientSecret, processing: true };
      case 'CANCELED':
      case 'SUCCEEDED':
        return undefined;
    }
  };
