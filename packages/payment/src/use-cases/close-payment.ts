import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { announceOutcome } from '../domain/announcement.ts';
import { close, closedBeforeMade, isClosedForGood, noIntentWasMade } from '../domain/closing.ts';
import type { Payment, PaymentOrder } from '../domain/payment.ts';
import { applyIntent } from './apply-intent.ts';
import { intentMadeFor } from './intent-made-for.ts';
import type { Accounts, PaymentGateway, PaymentStore } from './ports.ts';
import { known, unavailable } from './unavailable.ts';

type Deps = {
  readonly payments: PaymentStore;
  readonly accounts: Pick<Accounts, 'raise'>;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * Makes sure that no money can arrive any more; the PaymentIntent is the lock, so only Stripe's word that it is canceled,
 * or that there is none, is CLOSED. May be repeated, also after a crash between any two steps.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when Stripe can't be asked
 */
export const closePayment =
  (deps: Deps) =>
  async (order: PaymentOrder): Promise<'CLOSED' | 'PAID' | 'PROCESSING'> => {
    const { payments, clock } = deps;
    const found = await payments.insertOrFind(closedBeforeMade(order, clock()));
    const payment = close(found) === found ? found : await payments.change(found, close);
    if (payment.status === 'SUCCEEDED') return 'PAID';
    if (isClosedForGood(payment)) return 'CLOSED';
    const stripePaymentIntentId = await intentIdOf(deps, payment);
    if (stripePaymentIntentId !== undefined) return cancel(deps, payment, stripePaymentIntentId);
    await payments.change(payment, noIntentWasMade);
    return 'CLOSED';
  };

/** The intent to cancel. If we don't know it, the same key once more tells which it is, or that there is none. */
const intentIdOf = async (deps: Deps, payment: Payment): Promise<string | undefined> =>
  payment.stripePaymentIntentId ?? (await intentMadeFor(deps, payment))?.intent.stripePaymentIntentId;

async function cancel(deps: Deps, payment: Payment, stripePaymentIntentId: string) {
  const intent =
    (await deps.gateway.cancelIntent(stripePaymentIntentId)) ??
    known(await deps.gateway.retrieveIntent(stripePaymentIntentId)).intent;
  switch (intent.state.status) {
    case 'CANCELED':
      // Not announced: whoever closes a payment knows. A webhook that is faster may still announce it.
      await applyIntent(deps, { payment, intent });
      return 'CLOSED';
    case 'SUCCEEDED':
      await applyIntent(deps, { payment, intent }, announceOutcome);
      return 'PAID';
    case 'PROCESSING':
      await applyIntent(deps, { payment, intent }, announceOutcome);
      return 'PROCESSING';
    case 'OPEN':
      throw unavailable(new Error(`Stripe neither canceled nor finished ${stripePaymentIntentId}`));
  }
}
