import type Stripe from 'stripe';
import { z } from 'zod';
import { raise } from '../domain/dispute.ts';
import type { Ledger } from '../ledger.ts';
import { invalidRequest, noSuch } from '../refusals.ts';
import { settleDebit, settleDispute, settleRefund } from '../settlement.ts';
import type { Endpoint } from './call.ts';
import { lockDispute } from './disputes.ts';
import { secondsOf } from './intent-access.ts';
import * as p from './parameters.ts';

const succeededOrFailed = z.strictObject({ outcome: z.enum(['succeeded', 'failed']) });

/** The payer's bank pays, or refuses, what is `processing`: now, whatever the test account says. */
export const settleIntentNow: Endpoint = (call) => {
  const { outcome } = p.read(succeededOrFailed, call.form);
  return async (ledger) => {
    const intent = await ledger.lockIntent(call.id);
    if (!intent) throw noSuch('payment_intent', call.id);
    if (intent.status !== 'processing') throw invalidRequest('This PaymentIntent is not processing.');
    return { status: 200, body: await settleDebit(intent, ledger, outcome === 'failed') };
  };
};

/** A pending refund arrives; one that is pending or has seemed to succeed is sent back. */
export const settleRefundNow: Endpoint = (call) => {
  const { outcome } = p.read(succeededOrFailed, call.form);
  return async (ledger) => {
    const refund = await lockRefund(call.id, ledger);
    return { status: 200, body: await settleRefund(refund, ledger, outcome === 'failed') };
  };
};

async function lockRefund(id: string, ledger: Ledger): Promise<Stripe.Refund> {
  const found = await ledger.find('refund', id);
  await ledger.lockIntent(String(found?.payment_intent));
  const refund = await ledger.find('refund', id);
  if (!refund) throw noSuch('refund', id);
  return refund;
}

const verdict = z.strictObject({ outcome: z.enum(['won', 'lost', 'escalated']) });

/** The bank decides a dispute, with or without evidence. */
export const settleDisputeNow: Endpoint = (call) => {
  const { outcome } = p.read(verdict, call.form);
  return async (ledger) => {
    const dispute = await lockDispute(call.id, ledger);
    return { status: 200, body: await settleDispute(dispute, ledger, outcome) };
  };
};

const complaint = z.strictObject({
  reason: z.string().default('fraudulent'),
  inquiry: p.flag.default(false),
});

/** The payer complains about a payment long after it succeeded. */
export const disputeIntent: Endpoint = (call) => {
  const { reason, inquiry } = p.read(complaint, call.form);
  return async (ledger) => {
    const intent = await ledger.lockIntent(call.id);
    if (!intent) throw noSuch('payment_intent', call.id);
    const charge = await ledger.find('charge', String(intent.latest_charge));
    if (!charge?.paid) throw invalidRequest('This PaymentIntent has no successful charge to dispute.');
    const { dispute, happenings } = raise(charge, { reason, inquiry }, secondsOf(call.now));
    await ledger.save({ object: { ...charge, disputed: true } }, { object: dispute });
    await ledger.tell(happenings, { requestId: null, idempotencyKey: null });
    return { status: 200, body: dispute };
  };
};
