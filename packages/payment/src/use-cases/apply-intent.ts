import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { Announce } from '../domain/announcement.ts';
import { discrepanciesOf, type Intent, outcomeOf } from '../domain/intent.ts';
import { notProcessing, type Payment, record, recordProcessing } from '../domain/payment.ts';
import type { Accounts, PaymentStore, Rule } from './ports.ts';

/** The rule by which an intent, as Stripe tells of it now, changes its payment. */
export function ruleOf(intent: Intent, clock: Clock): Rule {
  const outcome = outcomeOf(intent);
  if (outcome) return (payment) => record(payment, outcome, clock());
  return intent.state.status === 'PROCESSING'
    ? (payment) => recordProcessing(payment, intent.stripePaymentIntentId, clock())
    : notProcessing;
}

/** Alerts when money arrived that isn't what was asked for: it is kept on record as it is, and sent back. */
export async function reportDiscrepancies(
  { accounts, logger }: { readonly accounts: Pick<Accounts, 'raise'>; readonly logger: Logger },
  payment: Payment,
  intent: Intent,
): Promise<void> {
  if (intent.state.status !== 'SUCCEEDED') return;
  const discrepancies = discrepanciesOf(payment, intent);
  if (discrepancies.length === 0) return;
  const { paymentId, sessionId, amount, currency } = payment;
  await accounts.raise({
    key: `wrong-amount:${intent.stripePaymentIntentId}`,
    kind: 'WRONG_AMOUNT',
    paymentId,
    sessionId,
    words: `A payment succeeded that is not what was asked for (${discrepancies.join(', ')}). All of it is sent back.`,
  });
  logger.error(
    { paymentId, amount, currency, discrepancies, intent },
    'A payment succeeded that is not what was asked for',
  );
}

/** Applies what Stripe says of an intent to its payment, as a webhook would. @returns the payment after that */
export async function applyIntent(
  deps: { payments: PaymentStore; accounts: Pick<Accounts, 'raise'>; clock: Clock; logger: Logger },
  { payment, intent }: { payment: Payment; intent: Intent },
  announce?: Announce,
): Promise<Payment> {
  const rule = ruleOf(intent, deps.clock);
  if (rule(payment) === payment) return payment;
  await reportDiscrepancies(deps, payment, intent);
  return deps.payments.change(payment, rule, announce);
}
