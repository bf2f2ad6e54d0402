import type Stripe from 'stripe';
import { invalidRequest } from '../refusals.ts';
import { withoutEmpty } from './parameters.ts';

/**
 * The least that Stripe charges, in minor units.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const minimumCharge: Record<string, number> = {
  aed: 200,
  czk: 1_500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1_000,
};

/** @throws StripeRefusal 400 below the least that Stripe charges in the currency */
export function checkMinimum({ amount, currency }: { amount: number; currency: string }): void {
  const least = minimumCharge[currency] ?? 50;
  if (amount >= least) return;
  throw invalidRequest(`Amount must be at least ${least} ${currency}, in the currency's smallest unit`, {
    code: 'amount_too_small',
    param: 'amount',
  });
}

type Wanted = Partial<
  Pick<
    Stripe.PaymentIntent,
    | 'description'
    | 'receipt_email'
    | 'setup_future_usage'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
    | 'transfer_group'
  >
> & {
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly metadata?: Record<string, string> | undefined;
};

const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * The intent after an update; an empty text takes a metadata key away.
 * @throws StripeRefusal 400 when money or means are to change and it is too late for that
 */
export function changed(
  intent: Stripe.PaymentIntent,
  { amount = intent.amount, currency = intent.currency, metadata = {}, ...simple }: Wanted,
  method: Stripe.PaymentMethod | undefined,
): Stripe.PaymentIntent {
  if (!open.includes(intent.status)) {
    if (amount !== intent.amount) throw tooLate('amount', intent);
    if (currency !== intent.currency) throw tooLate('currency', intent);
    if (method) throw tooLate('payment_method', intent);
  }
  checkMinimum({ amount, currency });
  return {
    ...intent,
    ...given(simple),
    amount,
    currency,
    metadata: withoutEmpty({ ...intent.metadata, ...metadata }),
    last_payment_error: null,
    ...(method ? { payment_method: method.id, status: 'requires_confirmation', next_action: null } : {}),
  };
}

const tooLate = (param: string, intent: Stripe.PaymentIntent) =>
  invalidRequest(
    `This PaymentIntent's ${param} could not be updated because it has a status of ${intent.status}. You may only update the ${param} of a PaymentIntent with one of the following statuses: ${open.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', param, payment_intent: intent },
  );

/** What was said, without what wasn't. */
export const given = <T extends object>(wanted: T): Partial<T> => {
  const said: Partial<T> = {};
  for (const key in wanted) if (wanted[key] !== undefined) said[key] = wanted[key];
  return said;
};
