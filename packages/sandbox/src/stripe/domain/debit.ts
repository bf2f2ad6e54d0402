import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { docUrl } from '../refusals.ts';
import { blankCharge, paidCharge } from './charge.ts';
import type { Outcome } from './confirm.ts';
import { decide, raise } from './dispute.ts';
import { type Happening, happened } from './happening.ts';
import { fingerprintOf, type Means, testRoutingNumber } from './payment-method.ts';
import type { DebitFailure, TestAccount } from './test-accounts.ts';

type Debit = Extract<Means, { kind: 'debit' }>;

/** The account is to be debited; whether the money comes is known later. */
export function startDebit(intent: Stripe.PaymentIntent, { method, account }: Debit, now: number): Outcome {
  const charge = blankCharge({
    id: newStripeId('py_3'),
    intent,
    method,
    details: detailsOf(account),
    now,
  });
  const processing: Stripe.PaymentIntent = {
    ...intent,
    status: 'processing',
    latest_charge: charge.id,
    payment_method: method.id,
    last_payment_error: null,
    next_action: null,
  };
  return {
    intent: processing,
    charge,
    happenings: [happened('charge.pending', charge), happened('payment_intent.processing', processing)],
    ...(account.pace === 'never' ? {} : { settles: account.pace === 'slow' ? 'slowDebitMs' : 'debitMs' }),
  };
}

type Started = { readonly intent: Stripe.PaymentIntent; readonly charge: Stripe.Charge };

/** The payer's bank has paid. */
export function debited({ intent, charge }: Started, account: TestAccount, now: number): Outcome {
  const paid = paidCharge(charge);
  const succeeded: Stripe.PaymentIntent = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
  };
  const happenings: Happening[] = [
    happened('charge.succeeded', paid),
    happened('payment_intent.succeeded', succeeded),
  ];
  if (!account.disputed) return { intent: succeeded, charge: paid, happenings };
  const disputed = { ...paid, disputed: true };
  const raised = raise(disputed, { reason: 'debit_not_authorized' }, now);
  const lost = decide(raised.dispute, 'lost', now); // the dispute of a bank debit is final
  return {
    intent: succeeded,
    charge: disputed,
    objects: [lost.dispute],
    happenings: [...happenings, ...raised.happenings, ...lost.happenings],
  };
}

/** The payer's bank has refused; the intent waits for another way to be paid. */
export function debitRefused(
  { intent, charge }: Started,
  method: Stripe.PaymentMethod,
  { code, message }: DebitFailure,
): Outcome {
  const failed: Stripe.Charge = {
    ...charge,
    failure_code: code,
    failure_message: message,
    outcome: null,
    status: 'failed',
  };
  const open: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: {
      type: 'invalid_request_error',
      charge: charge.id,
      code,
      doc_url: docUrl(code),
      message,
      payment_method: method,
    },
  };
  return {
    intent: open,
    charge: failed,
    happenings: [happened('charge.failed', failed), happened('payment_intent.payment_failed', open)],
  };
}

/** Why a debit fails that somebody makes fail. */
export const failedDebit: DebitFailure = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed.',
};

function detailsOf({ type, number }: TestAccount): Stripe.Charge.PaymentMethodDetails {
  const known = {
    fingerprint: fingerprintOf(number),
    last4: number.slice(-4),
    mandate: newStripeId('mandate_1'),
  };
  if (type === 'sepa_debit') {
    const bank = { bank_code: number.slice(4, 12), branch_code: '', country: number.slice(0, 2) };
    return { type, sepa_debit: { ...known, ...bank } };
  }
  return {
    type,
    us_bank_account: {
      ...known,
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      payment_reference: null,
      routing_number: testRoutingNumber,
    },
  };
}
