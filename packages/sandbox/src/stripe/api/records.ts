import { z } from 'zod';
import { noSuch } from '../refusals.ts';
import { type Endpoint, serverOnly } from './call.ts';
import { expanded } from './expand.ts';
import { listOf, toPage } from './lists.ts';
import { paymentMethodData, readMeans } from './means.ts';
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
  ...paymentMethodData.shape,
  expand: p.expand,
  key: z.string().optional(),
});

/** A card becomes a payment method before it pays anything; a payer's page may do that itself. */
export const createMethod: Endpoint = (call) => {
  const { expand: _expand, key: _key, ...data } = p.read(methodParameters, call.form);
  const means = readMeans({ payment_method_data: data }, call.now);
  return async (ledger) => {
    const made = await means?.(ledger);
    if (made?.fresh) await ledger.save(made.fresh);
    return { status: 200, body: { ...made?.method } };
  };
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
