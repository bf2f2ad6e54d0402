import type Stripe from 'stripe';
import { z } from 'zod';
import { decide, isInquiry, isOpen } from '../domain/dispute.ts';
import { refundsBy } from '../domain/payment-method.ts';
import { refund } from '../domain/refund.ts';
import type { Ledger } from '../ledger.ts';
import { invalidRequest, noSuch, noSuchPaymentMethod } from '../refusals.ts';
import { type Endpoint, serverOnly } from './call.ts';
import { expanded } from './expand.ts';
import { causeOf, later, secondsOf } from './intent-access.ts';
import { listOf, toPage } from './lists.ts';
import * as p from './parameters.ts';

const createParameters = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: p.amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: p.metadata.optional(),
  expand: p.expand,
});

export const createRefund: Endpoint = (call) => {
  serverOnly(call.caller);
  const wanted = p.read(createParameters, call.form);
  if (!wanted.payment_intent && !wanted.charge) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  return async (ledger) => {
    const paid = await chargeOf(wanted, ledger);
    const means = await ledger.findMeans(String(paid.payment_method));
    if (!means) throw noSuchPaymentMethod(String(paid.payment_method));
    const disputes = await ledger.disputesOf(paid);
    const now = secondsOf(call.now);
    const outcome = refund(paid, wanted, { means, disputes, now });
    const answered = outcome.charge.refunded
      ? disputes.filter((one) => isOpen(one) && isInquiry(one)).map((one) => decide(one, 'lost', now))
      : []; // a question is answered by sending all of the money back
    await ledger.save(
      { object: outcome.charge },
      {
        object: outcome.refund,
        ...(refundsBy(means) === 'succeeds' ? {} : { settlesAt: later(call, 'refundMs') }),
      },
      ...answered.map(({ dispute }) => ({ object: dispute })),
    );
    await ledger.tell(
      [...outcome.happenings, ...answered.flatMap(({ happenings }) => happenings)],
      causeOf(call),
    );
    return { status: 200, body: await expanded(outcome.refund, wanted.expand, ledger) };
  };
};

/** The charge that holds the money, its intent locked against a second refund at the same moment. */
async function chargeOf(
  wanted: { payment_intent?: string | undefined; charge?: string | undefined },
  ledger: Ledger,
): Promise<Stripe.Charge> {
  const named = wanted.charge ? await ledger.find('charge', wanted.charge) : undefined;
  if (wanted.charge && !named) throw noSuch('charge', wanted.charge);
  const intentId = named ? String(named.payment_intent) : String(wanted.payment_intent);
  const intent = await ledger.lockIntent(intentId);
  if (!intent) throw noSuch('payment_intent', intentId);
  const chargeId = named?.id ?? String(intent.latest_charge);
  const charge = await ledger.find('charge', chargeId);
  if (!charge?.paid) {
    throw invalidRequest(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
  }
  return charge;
}

export const retrieveRefund: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand } = p.read(z.strictObject({ expand: p.expand }), call.form);
  return async (ledger) => {
    const found = await ledger.find('refund', call.id);
    if (!found) throw noSuch('refund', call.id);
    return { status: 200, body: await expanded(found, expand, ledger) };
  };
};

const updateParameters = z.strictObject({ metadata: p.metadata.optional(), expand: p.expand });

export const updateRefund: Endpoint = (call) => {
  serverOnly(call.caller);
  const { metadata = {}, expand } = p.read(updateParameters, call.form);
  return async (ledger) => {
    const found = await ledger.find('refund', call.id);
    if (!found) throw noSuch('refund', call.id);
    const after: Stripe.Refund = {
      ...found,
      metadata: p.withoutEmpty({ ...found.metadata, ...metadata }),
    };
    await ledger.save({ object: after });
    return { status: 200, body: await expanded(after, expand, ledger) };
  };
};

/** Stripe can take no refund of a card back, and none of a debit that is on its way. */
export const cancelRefund: Endpoint = (call) => {
  serverOnly(call.caller);
  return async (ledger) => {
    if (!(await ledger.find('refund', call.id))) throw noSuch('refund', call.id);
    throw invalidRequest('Canceling this refund is unsupported.');
  };
};

const listParameters = z.strictObject({
  ...p.paging,
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
});

export const listRefunds: Endpoint = (call) => {
  serverOnly(call.caller);
  const { payment_intent: paymentIntent, charge, ...wanted } = p.read(listParameters, call.form);
  return async (ledger) =>
    listOf(await ledger.list('refund', { ...toPage(wanted), paymentIntent, charge }), {
      call,
      wanted,
      ledger,
    });
};
