import type Stripe from 'stripe';
import { newStripeId, randomText } from '../ids.ts';

type Optional =
  | 'automatic_payment_methods'
  | 'capture_method'
  | 'confirmation_method'
  | 'description'
  | 'excluded_payment_method_types'
  | 'allowed_payment_method_types'
  | 'metadata'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
  | 'transfer_group';

/** What a caller says of a new PaymentIntent; Stripe's defaults stand for the rest. */
export type NewIntent = { readonly amount: number; readonly currency: string } & {
  readonly [K in Optional]?: Stripe.PaymentIntent[K] | undefined;
};

/** A PaymentIntent as Stripe answers its creation: nothing paid, no payment method yet. */
export function newPaymentIntent(
  { amount, currency, ...wanted }: NewIntent,
  now: number,
): Stripe.PaymentIntent {
  const id = newStripeId('pi_3');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: wanted.allowed_payment_method_types ?? null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automatic_payment_methods ?? {
      allow_redirects: 'always',
      enabled: true,
    },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: wanted.confirmation_method ?? 'automatic',
    created: now,
    currency,
    customer: null,
    customer_account: null,
    description: wanted.description ?? null,
    excluded_payment_method_types: wanted.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: wanted.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: offered(currency, wanted),
    payment_record: null,
    processing: null,
    receipt_email: wanted.receipt_email ?? null,
    review: null,
    setup_future_usage: wanted.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: wanted.statement_descriptor ?? null,
    statement_descriptor_suffix: wanted.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: wanted.transfer_group ?? null,
  };
}

const debitOf: Record<string, string> = { eur: 'sepa_debit', usd: 'us_bank_account' };

/** What the payer may choose from: what the account takes in this currency, without what was excluded. */
function offered(currency: string, wanted: Partial<NewIntent>): string[] {
  const debit = debitOf[currency];
  const open = wanted.automatic_payment_methods?.enabled === false || !debit ? ['card'] : ['card', debit];
  const excluded: readonly string[] = wanted.excluded_payment_method_types ?? [];
  const allowed: readonly string[] = wanted.allowed_payment_method_types ?? open;
  return open.filter((type) => allowed.includes(type) && !excluded.includes(type));
}

const shownToTheBrowser = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof Stripe.PaymentIntent)[];

export type PublicIntent = Pick<Stripe.PaymentIntent, (typeof shownToTheBrowser)[number]>;

/** What the holder of a client secret may see: no metadata, no charge. */
export const publicIntent = (intent: Stripe.PaymentIntent): Partial<PublicIntent> =>
  Object.fromEntries(shownToTheBrowser.map((key) => [key, intent[key]]));
