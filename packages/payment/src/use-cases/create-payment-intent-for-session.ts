import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { announceOutcome } from '../domain/announcement.ts';
import { isUnopened, newPayment, opened, refused, tried } from '../domain/opening.ts';
import type { Payment, PaymentOrder } from '../domain/payment.ts';
import { applyIntent } from './apply-intent.ts';
import { intentMadeFor } from './intent-made-for.ts';
import type { Accounts, OpenedIntent, PaymentGateway, PaymentStore } from './ports.ts';
import { known, unavailable } from './unavailable.ts';

type Deps = {
  readonly payments: PaymentStore;
  readonly accounts: Pick<Accounts, 'raise'>;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  readonly logger: Logger;
};
type Opening = { readonly status: 'OPEN'; readonly clientSecret: string } | { readonly status: 'CLOSED' };

/**
 * Makes the Payment row, then its PaymentIntent. May be repeated: row and key are frozen, and a client secret is only
 * ever handed out for the one intent that the row names. CLOSED: the payment was closed before it was created.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE; asking again resumes
 */
export const createPaymentIntentForSession =
  (deps: Deps) =>
  async (order: PaymentOrder): Promise<Opening> =>
    goOn(deps, await deps.payments.insertOrFind(newPayment(order, deps.clock())));

async function goOn(deps: Deps, payment: Payment): Promise<Opening> {
  const { payments, clock } = deps;
  if (payment.status === 'CANCELED') return { status: 'CLOSED' };
  if (payment.stripePaymentIntentId !== null) return resume(deps, payment, payment.stripePaymentIntentId);
  if (payment.firstTriedAt === null)
    return goOn(deps, await payments.change(payment, (row) => tried(row, clock())));
  const made = await intentMadeFor(deps, payment).catch((error: unknown) => ({ error }));
  if (made && 'error' in made) return goOnWithout(deps, payment, made.error);
  if (made) return keep(deps, payment, made);
  await payments.change(payment, (row) => refused(row, payment.attempt));
  throw unavailable();
}

/** The other half of a double click holds the key while its call is under way, and may have used it by now. */
async function goOnWithout(deps: Deps, { paymentId }: Payment, error: unknown): Promise<Opening> {
  const now = await deps.payments.find(paymentId);
  if (!now || isUnopened(now)) throw error;
  return goOn(deps, now);
}

/** Another call may have closed the payment or opened it otherwise since: then its word counts, and ours is undone. */
async function keep(deps: Deps, payment: Payment, made: OpenedIntent): Promise<Opening> {
  const { stripePaymentIntentId: ours } = made.intent;
  const now = await deps.payments.change(payment, (row) => opened(row, payment.attempt, ours));
  if (now.stripePaymentIntentId === ours && now.status !== 'CANCELED')
    return { status: 'OPEN', clientSecret: made.clientSecret };
  if (now.stripePaymentIntentId !== ours) await discard(deps, ours);
  return goOn(deps, now);
}

/** Nobody was given this intent's secret, so no money can reach it: canceling it is tidiness and may fail. */
async function discard({ gateway }: Deps, stripePaymentIntentId: string): Promise<void> {
  await gateway.cancelIntent(stripePaymentIntentId).catch(() => undefined);
}

/** The secret is never stored, so it is read; what Stripe says beside it is applied at once. */
async function resume(deps: Deps, payment: Payment, stripePaymentIntentId: string): Promise<Opening> {
  const { intent, clientSecret } = known(await deps.gateway.retrieveIntent(stripePaymentIntentId));
  const now = await applyIntent(deps, { payment, intent }, announceOutcome);
  return now.status === 'CANCELED' ? { status: 'CLOSED' } : { status: 'OPEN', clientSecret };
}
