import { announceOutcome } from '../domain/announcement.ts';
import { discrepanciesOf, type Intent, paymentIdOf } from '../domain/intent.ts';
import type { Payment } from '../domain/payment.ts';
import { reportDiscrepancies, ruleOf } from './apply-intent.ts';
import { type HearingDeps, hearDispute, hearRefund } from './hear-refund.ts';
import type { PaymentStore, WebhookEvent } from './ports.ts';

export type ApplyingDeps = HearingDeps & { readonly payments: PaymentStore };
type IntentEvent = Extract<WebhookEvent, { intent: Intent }>;

/**
 * Remembers and applies one event of Stripe's, in one transaction with what follows from it; delivered, or looked up.
 * @returns whether it was applied now or before, or isn't about a payment of this deployment
 * @throws anything when it has to be told again
 */
export const applyStripeEvent =
  (deps: ApplyingDeps) =>
  async (event: WebhookEvent): Promise<'APPLIED' | 'SEEN' | 'IGNORED'> => {
    switch (event.kind) {
      case 'SUCCEEDED':
      case 'FAILED':
      case 'PROCESSING':
      case 'CANCELED':
        return hearIntent(deps, event);
      case 'REFUND':
      case 'CHARGE_REFUNDED':
        return hearRefund(deps, event);
      case 'DISPUTE':
        return hearDispute(deps, event);
      case 'OTHER':
        return 'IGNORED';
    }
  };

async function hearIntent(deps: ApplyingDeps, event: IntentEvent): Promise<'APPLIED' | 'SEEN' | 'IGNORED'> {
  const paymentId = paymentIdOf(event.intent, deps.deployment);
  if (paymentId === undefined) return 'IGNORED';
  const payment = await deps.payments.find(paymentId);
  if (!payment)
    throw new Error(`Stripe event ${event.eventId} is for payment ${paymentId}, which isn't there`);
  const intent = isWordEnough(event, payment) ? event.intent : await intentNow(deps, event, payment);
  if (intent) await reportDiscrepancies(deps, payment, intent);
  const rule = intent ? ruleOf(intent, deps.clock) : (row: Payment) => row;
  const { eventId, type } = event;
  const isNew = await deps.payments.applyOnce({ eventId, type }, payment, rule, announceOutcome);
  return isNew ? 'APPLIED' : 'SEEN';
}

/** An end that fits the row needs no second look. A failed or processing try decides nothing: it may be history. */
function isWordEnough(event: IntentEvent, payment: Payment): boolean {
  switch (event.kind) {
    case 'SUCCEEDED':
      return discrepanciesOf(payment, event.intent).length === 0;
    case 'CANCELED':
      return event.intent.state.status === 'CANCELED';
    case 'FAILED':
    case 'PROCESSING':
      return false;
  }
}

/** The intent itself, read from Stripe; undefined when the event's word for whose it is doesn't hold there. */
async function intentNow(
  deps: ApplyingDeps,
  event: IntentEvent,
  payment: Payment,
): Promise<Intent | undefined> {
  const { stripePaymentIntentId } = event.intent;
  const intent = (await deps.gateway.retrieveIntent(stripePaymentIntentId))?.intent;
  const { eventId, type } = event;
  const { paymentId } = payment;
  if (!intent || paymentIdOf(intent, deps.deployment) !== paymentId) {
    deps.logger.error(
      { eventId, type, paymentId, intent },
      'A Stripe event names a payment that its intent does not',
    );
    return undefined;
  }
  if (event.kind === 'SUCCEEDED')
    deps.logger.warn(
      { eventId, paymentId, told: event.intent, intent },
      'A Stripe event does not fit its payment: its intent decides',
    );
  return intent;
}
