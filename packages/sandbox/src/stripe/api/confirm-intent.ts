import type Stripe from 'stripe';
import { z } from 'zod';
import { authenticate, checkConfirmable, confirm, missingPaymentMethod } from '../domain/confirm.ts';
import type { Ledger } from '../ledger.ts';
import { unexpectedState } from '../refusals.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { given as said } from './change-intent.ts';
import { allow, conclude, secondsOf } from './intent-access.ts';
import { type Given, meansNamed, paymentMethodParameters, readMeans } from './means.ts';
import * as p from './parameters.ts';

export const confirmParameters = {
  ...paymentMethodParameters,
  return_url: z.string().optional(),
  use_stripe_sdk: p.flag.optional(),
  off_session: p.flag.optional(),
  error_on_requires_action: p.flag.optional(),
  mandate_data: p.anything.optional(),
  receipt_email: z.string().optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  expand: p.expand,
};

const ofPayer = { key: z.string().optional(), client_secret: z.string().optional() };

const parameters = z.strictObject({ ...confirmParameters, ...ofPayer });

type Wanted = Pick<
  z.output<typeof parameters>,
  'return_url' | 'use_stripe_sdk' | 'off_session' | 'error_on_requires_action' | 'expand'
>;

type Setting = {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly wanted: Wanted;
  readonly given: Given | undefined;
};

export const confirmIntent: Endpoint = (call) => {
  const wanted = p.read(parameters, call.form);
  const means = readMeans(wanted, call.now);
  return async (ledger) => {
    const intent = allow(call, await ledger.lockIntent(call.id), wanted.client_secret);
    checkConfirmable(intent);
    const { receipt_email, setup_future_usage } = wanted;
    const given = (await means?.(ledger)) ?? (await meansHeldBy(intent, ledger));
    return confirmNow(
      { ...intent, ...said({ receipt_email, setup_future_usage }) },
      { call, ledger, wanted, given },
    );
  };
};

/** @throws StripeRefusal 400 when nothing is known to pay with */
export function confirmNow(
  intent: Stripe.PaymentIntent,
  { call, ledger, wanted, given }: Setting,
): Promise<Answer> {
  if (!given) throw missingPaymentMethod(intent);
  const outcome = confirm(intent, given.means, {
    offSession: Boolean(wanted.off_session || wanted.error_on_requires_action),
    nextAction: () => nextAction(intent, { call, wanted }),
    now: secondsOf(call.now),
  });
  return conclude(outcome, { call, ledger, expand: wanted.expand, fresh: given.fresh });
}

const authenticateParameters = z.strictObject({ ...ofPayer, outcome: z.enum(['passed', 'failed']) });

/** The sandbox's own: what the issuer's page reports after the payer passed or failed the challenge. */
export const authenticateIntent: Endpoint = (call) => {
  const { client_secret = '', outcome } = p.read(authenticateParameters, call.form);
  return async (ledger) => {
    const intent = allow(call, await ledger.lockIntent(call.id), client_secret);
    const held = intent.status === 'requires_action' ? await meansHeldBy(intent, ledger) : undefined;
    const means = held?.means;
    if (means?.kind !== 'card')
      throw unexpectedState(`This PaymentIntent waits for no authentication.`, intent);
    const passed = outcome === 'passed';
    return conclude(authenticate(intent, means, { passed, now: secondsOf(call.now) }), { call, ledger });
  };
};

const meansHeldBy = async (intent: Stripe.PaymentIntent, ledger: Ledger): Promise<Given | undefined> =>
  typeof intent.payment_method === 'string' ? meansNamed(intent.payment_method, ledger) : undefined;

/** The browser script handles a challenge itself; without it the payer is sent to a page and back. */
function nextAction(
  intent: Stripe.PaymentIntent,
  { call, wanted }: { readonly call: Call; readonly wanted: Wanted },
): Stripe.PaymentIntent.NextAction {
  if (wanted.return_url && !wanted.use_stripe_sdk) {
    const url = new URL(`/_sandbox/challenge/${intent.id}`, call.origin);
    url.searchParams.set('client_secret', intent.client_secret ?? '');
    return {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: wanted.return_url, url: url.toString() },
    };
  }
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } };
}
