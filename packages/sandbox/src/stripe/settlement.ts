import type Stripe from 'stripe';
import type { Outcome } from './domain/confirm.ts';
import { debited, debitRefused, failedDebit } from './domain/debit.ts';
import { decide, type Verdict } from './domain/dispute.ts';
import { verdictOn } from './domain/dispute-answer.ts';
import { type RefundOutcome, refundArrived, refundReturned } from './domain/refund.ts';
import type { Ledger, Unsettled } from './ledger.ts';

/** What a bank does later is caused by no request. */
const nobody = { requestId: null, idempotencyKey: null };

/** What a bank says, as its test number has it, of what waits for it; its payment is locked. */
export async function settle(unsettled: Unsettled, ledger: Ledger): Promise<void> {
  if (unsettled.object === 'payment_intent') await settleDebit(unsettled, ledger);
  else if (unsettled.object === 'refund') await settleRefund(unsettled, ledger);
  else await settleDispute(unsettled, ledger, verdictOn(unsettled));
}

/** @param fails what becomes of it whatever the test account says; it decides if nothing is given */
export async function settleDebit(
  intent: Stripe.PaymentIntent,
  ledger: Ledger,
  fails?: boolean,
): Promise<Stripe.PaymentIntent> {
  const charge = await ledger.find('charge', String(intent.latest_charge));
  const means = await ledger.findMeans(String(intent.payment_method));
  if (intent.status !== 'processing' || !charge || means?.kind !== 'debit') return intent;
  const { method, account } = means;
  const failure = fails ? (account.failure ?? failedDebit) : account.failure;
  const outcome: Outcome =
    failure && fails !== false
      ? debitRefused({ intent, charge }, method, failure)
      : debited({ intent, charge }, account, seconds(ledger));
  await ledger.save(
    { object: outcome.charge ?? charge },
    ...(outcome.objects ?? []).map((object) => ({ object })),
    { object: outcome.intent },
  );
  await ledger.tell(outcome.happenings, nobody);
  return outcome.intent;
}

/** @param fails what becomes of it whatever the test card says; it decides if nothing is given */
export async function settleRefund(
  refund: Stripe.Refund,
  ledger: Ledger,
  fails?: boolean,
): Promise<Stripe.Refund> {
  const charge = await ledger.find('charge', String(refund.charge));
  const means = await ledger.findMeans(String(refund.payment_method));
  if (!charge || !means) return refund;
  const returned = fails ?? (means.kind === 'card' && means.card.refund === 'fails');
  const outcome: RefundOutcome = (returned ? refundReturned : refundArrived)(refund, charge);
  await ledger.save({ object: outcome.charge }, { object: outcome.refund });
  await ledger.tell(outcome.happenings, nobody);
  return outcome.refund;
}

/** Without a verdict the bank goes on thinking. */
export async function settleDispute(
  dispute: Stripe.Dispute,
  ledger: Ledger,
  verdict: Verdict | undefined,
): Promise<Stripe.Dispute> {
  if (!verdict) return dispute;
  const outcome = decide(dispute, verdict, seconds(ledger));
  await ledger.save({ object: outcome.dispute });
  await ledger.tell(outcome.happenings, nobody);
  return outcome.dispute;
}

const seconds = ({ now }: Ledger): number => Math.floor(now.getTime() / 1_000);
