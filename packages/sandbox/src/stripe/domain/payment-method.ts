import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { brandOf, type CardEntry } from './card-entry.ts';

export type CardMethod = Stripe.PaymentMethod & { readonly card: Stripe.PaymentMethod.Card };

type Billing = { readonly name?: string; readonly email?: string; readonly country?: string };

/** The payment method that stands for a card from now on; the number itself stays behind. */
export function newPaymentMethod(entry: CardEntry, billing: Billing, now: number): CardMethod {
  const brand = brandOf(entry.number);
  return {
    id: newStripeId('pm_1'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: {
        city: null,
        country: billing.country ?? null,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      email: billing.email ?? null,
      name: billing.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: entry.cvc === undefined ? null : 'unchecked',
      },
      country: 'US',
      display_brand: brand,
      exp_month: entry.expMonth,
      exp_year: entry.expYear,
      fingerprint: createHash('sha256').update(entry.number).digest('base64url').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: entry.number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: brand !== 'amex' },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}
