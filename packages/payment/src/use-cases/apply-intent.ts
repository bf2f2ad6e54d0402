import type { Clock } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { Announce } from '../domain/announcement.ts';
import { discrepanciesOf, type Intent, outcomeOf } from '../domain/intent.ts';
import { type Payment, record } from '../domain/payment.ts';
import type { PaymentStore, Rule } from './ports.ts';

/** The rule by which an intent, as Stripe tells of it now, changes its payment. */
export function ruleOf(intent: Intent, clock: Clock): Rule {
  const outcome = outcomeOf(intent);
  return (payment) => (outcome ? record(payment, outcome, clock()) : payment);
}

/** Alerts when money arrived that isn't what was asked for: it is kept on record as it is, and sent back. */
export function reportDiscrepancies(logger: Logger, payment: Payment, intent: Intent): void {
  if (intent.state.status !== 'SUCCEEDED') return;
  const discrepancies = discrepanciesOf(payment, intent);
  if (discrepancies.length === 0) return;
  const { paymentId, amount, currency } = payment;
  logger.error(
    { paymentId, amount, currency, discrepancies, intent },
    'A payment succeeded that is not what was asked for',
  );
}

/** Applies what Stripe says of an intent to its payment, as a webhook would. @returns the payment after that */
export async function applyIntent(
  { payments, clock, logger }: { payments: PaymentStore; clock: Clock; logger: Logger },
  { payment, intent }: { payment: Payment; intent: Intent },
  announce?: Announce,
): Promise<Payment> {
  const rule = ruleOf(intent, clock);
  if (rule(payment) === payment) return payment;
  reportDiscrepancies(logger, payment, intent);
  return payments.change(payment.paymentId, rule, announce);
}
