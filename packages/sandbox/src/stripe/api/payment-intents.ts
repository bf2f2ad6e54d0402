import type Stripe from 'stripe';
import { z } from 'zod';
import { cancel } from '../domain/cancel.ts';
import { missingPaymentMethod } from '../domain/confirm.ts';
import { happened } from '../domain/happening.ts';
import { newPaymentIntent } from '../domain/payment-intent.ts';
import { invalidRequest } from '../refusals.ts';
import { type Endpoint, serverOnly } from './call.ts';
import { changed, checkMinimum } from './change-intent.ts';
import { confirmNow, confirmParameters } from './confirm-intent.ts';
import { expanded } from './expand.ts';
import { allow, causeOf, conclude, secondsOf, shown } from './intent-access.ts';
import { listOf, toPage } from './lists.ts';
import { paymentMethodParameters, readMeans } from './means.ts';
import * as p from './parameters.ts';

const described = {
  ...paymentMethodParameters,
  description: z.string().optional(),
  metadata: p.metadata.optional(),
  receipt_email: z.string().optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  statement_descriptor: z.string().max(22).optional(),
  statement_descriptor_suffix: z.string().max(22).optional(),
  transfer_group: z.string().optional(),
  expand: p.expand,
};

const createParameters = z.strictObject({
  ...confirmParameters,
  ...described,
  amount: p.amount,
  currency: p.currency,
  automatic_payment_methods: z
    .strictObject({ enabled: p.flag, allow_redirects: z.enum(['always', 'never']).default('always') })
    .optional(),
  allowed_payment_method_types: p.list(z.string()).optional(),
  excluded_payment_method_types: p.list(z.string()).optional(),
  capture_method: z.enum(['automatic', 'automatic_async']).optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  confirm: p.flag.optional(),
});

export const createIntent: Endpoint = (call) => {
  serverOnly(call.caller);
  const wanted = p.read(createParameters, call.form);
  checkMinimum(wanted);
  const means = readMeans(wanted, call.now);
  return async (ledger) => {
    const given = await means?.(ledger);
    const metadata = p.withoutEmpty(wanted.metadata ?? {});
    const fresh = newPaymentIntent({ ...wanted, metadata }, secondsOf(call.now));
    const intent: Stripe.PaymentIntent = given
      ? { ...fresh, status: 'requires_confirmation', payment_method: given.means.method.id }
      : fresh;
    if (fresh.payment_method_types.length === 0) throw nothingToPayWith();
    if (wanted.confirm && !given) throw missingPaymentMethod(intent);
    await ledger.save({ object: intent }, ...(given?.fresh ? [given.fresh] : []));
    await ledger.tell([happened('payment_intent.created', intent)], causeOf(call));
    if (wanted.confirm) return confirmNow(intent, { call, ledger, wanted, given });
    return { status: 200, body: await expanded(intent, wanted.expand, ledger) };
  };
};

const nothingToPayWith = () =>
  invalidRequest(
    'No valid payment method types for this Payment Intent. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard, and that none are left out that could be offered.',
    { code: 'payment_intent_invalid_parameter', param: 'excluded_payment_method_types' },
  );

const retrieveParameters = z.strictObject({
  expand: p.expand,
  key: z.string().optional(),
  client_secret: z.string().optional(),
});

export const retrieveIntent: Endpoint = (call) => {
  const { expand, client_secret } = p.read(retrieveParameters, call.form);
  return async (ledger) => {
    const intent = allow(call, await ledger.find('payment_intent', call.id), client_secret);
    return { status: 200, body: await expanded(shown(call, intent), expand, ledger) };
  };
};

export const listIntents: Endpoint = (call) => {
  serverOnly(call.caller);
  const wanted = p.read(z.strictObject(p.paging), call.form);
  return async (ledger) =>
    listOf(await ledger.list('payment_intent', toPage(wanted)), { call, wanted, ledger });
};

const updateParameters = z.strictObject({
  ...described,
  amount: p.amount.optional(),
  currency: p.currency.optional(),
});

export const updateIntent: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand, payment_method, payment_method_data, ...wanted } = p.read(updateParameters, call.form);
  const means = readMeans({ payment_method, payment_method_data }, call.now);
  return async (ledger) => {
    const intent = allow(call, await ledger.lockIntent(call.id));
    const given = await means?.(ledger);
    const after = changed(intent, wanted, given?.means.method);
    await ledger.save({ object: after }, ...(given?.fresh ? [given.fresh] : []));
    return { status: 200, body: await expanded(after, expand, ledger) };
  };
};

const cancelParameters = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand: p.expand,
});

export const cancelIntent: Endpoint = (call) => {
  serverOnly(call.caller);
  const { cancellation_reason, expand } = p.read(cancelParameters, call.form);
  return async (ledger) => {
    const intent = allow(call, await ledger.lockIntent(call.id));
    const outcome = cancel(intent, { reason: cancellation_reason ?? null, now: secondsOf(call.now) });
    return conclude(outcome, { call, ledger, expand });
  };
};
