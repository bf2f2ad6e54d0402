import type { Account, Ruling } from '../domain/account.ts';
import { recordDisputeOf, recordSentAll } from '../domain/account.ts';
import { logAlerts } from './change-account.ts';
import { paymentIdBehind } from './payment-behind.ts';
import type { HeardEvent, WebhookEvent } from './ports.ts';
import { type SendingDeps, sendRefund } from './send-refund.ts';

export type HearingDeps = SendingDeps & { readonly deployment: string };
type Heard = 'APPLIED' | 'SEEN' | 'IGNORED';
type RefundEvent = Extract<WebhookEvent, { kind: 'REFUND' | 'CHARGE_REFUNDED' }>;

/** Puts on record what Stripe says now of the refunds that an event is about: the event itself may be old. */
export async function hearRefund(deps: HearingDeps, event: RefundEvent): Promise<Heard> {
  const paymentId = await paymentIdBehind(deps, event.stripePaymentIntentId);
  if (paymentId === undefined || event.stripePaymentIntentId === null) return 'IGNORED';
  const sent =
    event.kind === 'REFUND'
      ? await deps.gateway.retrieveRefund(event.stripeRefundId)
      : await deps.gateway.listRefunds(event.stripePaymentIntentId);
  return apply(deps, paymentId, event, (account) => recordSentAll(account, [sent ?? []].flat(), deps));
}

/** Puts a dispute on record as Stripe tells of it now. Once it is closed, what waited for that is sent. */
export async function hearDispute(
  deps: HearingDeps,
  event: Extract<WebhookEvent, { kind: 'DISPUTE' }>,
): Promise<Heard> {
  const paymentId = await paymentIdBehind(deps, event.stripePaymentIntentId);
  if (paymentId === undefined) return 'IGNORED';
  const told = await deps.gateway.retrieveDispute(event.disputeId);
  return apply(deps, paymentId, event, (account) =>
    told ? recordDisputeOf(account, told) : { account, alerts: [] },
  );
}

async function apply(
  deps: HearingDeps,
  paymentId: string,
  { eventId, type }: HeardEvent,
  rule: (account: Account) => Ruling,
): Promise<Heard> {
  const { account, raised, isNew } = await deps.accounts.change(paymentId, rule, { eventId, type });
  logAlerts(deps.logger, raised);
  // It is on record and tried again anyway: Stripe need not deliver this again because it can't be sent just now.
  if (isNew && raised.length > 0) await sendRefund(deps, account).catch(() => undefined);
  return isNew ? 'APPLIED' : 'SEEN';
}
