import { plusMinutes } from '@halfpast/kernel';
import { announceOutcome } from '../domain/announcement.ts';
import { applyIntent } from './apply-intent.ts';
import type { ApplyingDeps } from './apply-stripe-event.ts';
import { lookUpEvents } from './look-up-events.ts';
import { checkDisputes, checkSentRefunds, each, type Round, sendDueRefunds } from './open-matters.ts';
import type { OpenMatters, Reconciliations } from './ports.ts';

type Deps = ApplyingDeps & { readonly matters: OpenMatters; readonly reconciliations: Reconciliations };

/** What was looked at, and of that what had to be mended. */
export type ReconciliationReport = {
  /** Events at Stripe since the last time, and those that no webhook had told of. */
  readonly events: Round;
  /** Payments that may still go either way, and those that had gone one. */
  readonly payments: Round;
  /** Refunds whose time to be sent had come, and those that were sent. */
  readonly dueRefunds: Round;
  /** Refunds that Stripe was at, and those that had come to an end. */
  readonly sentRefunds: Round;
  /** Disputes that weren't decided, and those of which there was news. */
  readonly disputes: Round;
};

/** How much of each kind is looked at; the next time goes on with the rest. */
const batch = 100;
/** Younger payments are left to their webhooks. */
const marginMinutes = 2;

/**
 * Asks Stripe what is true and applies it through the same transitions as a webhook: the product works without webhooks,
 * only later. May run at any time and twice at once.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when Stripe's events can't be looked up
 */
export const reconcile = (deps: Deps) => async (): Promise<ReconciliationReport> => {
  const report = {
    payments: await checkOpenPayments(deps),
    dueRefunds: await sendDueRefunds(deps)(batch),
    sentRefunds: await checkSentRefunds(deps)(batch),
    disputes: await checkDisputes(deps)(batch),
    events: await lookUpEvents(deps)(), // last: whoever may not list events still has the rest
  };
  const mended = Object.values(report).reduce((sum, round) => sum + round.mended, 0);
  if (mended > 0) deps.logger.info({ report }, 'Reconciliation with Stripe mended something');
  return report;
};

async function checkOpenPayments(deps: Deps): Promise<Round> {
  const open = await deps.reconciliations.takeOpen(plusMinutes(deps.clock(), -marginMinutes), batch);
  return each(
    deps,
    open.map((paymentId) => ({ paymentId })),
    async ({ paymentId }) => {
      const payment = await deps.payments.find(paymentId);
      if (!payment?.stripePaymentIntentId) return false;
      const opened = await deps.gateway.retrieveIntent(payment.stripePaymentIntentId);
      if (!opened) return false;
      const now = await applyIntent(deps, { payment, intent: opened.intent }, announceOutcome);
      return now !== payment;
    },
  );
}
