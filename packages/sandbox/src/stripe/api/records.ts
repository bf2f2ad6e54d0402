import { z } from 'zod';
import { noSuch } from '../refusals.ts';
import { type Endpoint, serverOnly } from './call.ts';
import { expanded } from './expand.ts';
import { listOf, toPage } from './lists.ts';
import { paymentMethodShape, readMeans } from './means.ts';
import * as p from './parameters.ts';

const onlyExpand = z.strictObject({ expand: p.expand });

export const retrieveCharge: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand } = p.read(onlyExpand, call.form);
  return async (ledger) => {
    const charge = await ledger.find('charge', call.id);
    if (!charge) throw noSuch('charge', call.id);
    return { status: 200, body: await expanded(charge, expand, ledger) };
  };
};

const chargeListParameters = z.strictObject({ ...p.paging, payment_intent: z.string().optional() });

export const listCharges: Endpoint = (call) => {
  serverOnly(call.caller);
  const { payment_intent: paymentIntent, ...wanted } = p.read(chargeListParameters, call.form);
  return async (ledger) =>
    listOf(await ledger.list('charge', { ...toPage(wanted), paymentIntent }), { call, wanted, ledger });
};

const methodParameters = z.strictObject({
  ...paymentMethodShape,
  expand: p.expand,
  key: z.string().optional(),
});

/** A card or an account becomes a payment method before it pays anything; a payer's page may do that itself. */
export const createMethod: Endpoint = (call) => {
  const { expand: _expand, key: _key, ...data } = p.read(methodParameters, call.form);
  const means = readMeans({ payment_method_data: data }, call.now);
  return async (ledger) => {
    const made = await means?.(ledger);
    if (made?.fresh) await ledger.save(made.fresh);
    return { status: 200, body: { ...made?.means.method } };
  };
};

export const retrieveWarning: Endpoint = (call) => {
  serverOnly(call.caller);
  const { expand } = p.read(onlyExpand, call.form);
  return async (ledger) => {
    const warning = await ledger.find('radar.early_fraud_warning', call.id);
    if (!warning) throw noSuch('early_fraud_warning', call.id);
    return { status: 200, body: await expanded(warning, expand, ledger) };
  };
};

const ofPayment = { payment_intent: z.string().optional(), charge: z.string().optional() };

export const listWarnings: Endpoint = (call) => {
  serverOnly(call.caller);
  const {
    payment_intent: paymentIntent,
    charge,
    ...wanted
  } = p.read(z.strictObject({ ...p.paging, ...ofPayment }), call.form);
  return async (ledger) =>
    listOf(await ledger.list('radar.early_fraud_warning', { ...toPage(wanted), paymentIntent, charge }), {
      call,
      wanted,
      ledger,
    });
};

export const retrieveEvent: Endpoint = (call) => {
  serverOnly(call.caller);
  p.read(onlyExpand, call.form);
  return async (ledger) => {
    const event = await ledger.findEvent(call.id);
    if (!event) throw noSuch('event', call.id);
    return { status: 200, body: event };
  };
};

const eventListParameters = z.strictObject({
  ...p.paging,
  type: z.string().optional(),
  types: p.list(z.string()).optional(),
});

export const listEvents: Endpoint = (call) => {
  serverOnly(call.caller);
  const { type, types = type ? [type] : undefined, ...wanted } = p.read(eventListParameters, call.form);
  return async (ledger) => listOf(await ledger.listEvents(toPage(wanted), types), { call, wanted, ledger });
};
