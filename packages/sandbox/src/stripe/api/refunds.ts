import type Stripe from 'stripe';
import { z } from 'zod';
import { testCard } from '../domain/cards.ts';
import { refund } from '../domain/refund.ts';
import type { Ledger } from '../ledger.ts';
import { invalidRequest, noSuch } from '../refusals.ts';
import { type Endpoint, serverOnly } from './call.ts';
import { expanded } from './expand.ts';
import { causeOf, secondsOf } from './intent-access.ts';
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

/** How long a bank takes to settle a refund, shortened to what somebody at a desk waits for. */
const settlesAfterMs = 1_500;

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
    const means = await ledger.findMethod(paid.payment_method ?? '');
    const card = testCard(means?.cardNumber ?? '');
    const outcome = refund(paid, wanted, { card, now: secondsOf(call.now) });
    const settlesAt = new Date(call.now.getTime() + settlesAfterMs);
    await ledger.save(
      { object: outcome.charge },
      { object: outcome.refund, ...(card.refund === 'succeeds' ? {} : { settlesAt }) },
    );
    await ledger.tell(outcome.happenings, causeOf(call));
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
