import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import { brandOf, type CardEntry } from './card-entry.ts';
import { type TestCard, testCard } from './cards.ts';
import { type TestAccount, testAccount } from './test-accounts.ts';

export type CardMethod = Stripe.PaymentMethod & { readonly card: Stripe.PaymentMethod.Card };

/** What pays, and what the test number behind it does. */
export type Means =
  | { readonly kind: 'card'; readonly method: CardMethod; readonly card: TestCard }
  | { readonly kind: 'debit'; readonly method: Stripe.PaymentMethod; readonly account: TestAccount };

export type Billing = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: Readonly<Record<string, string>> | undefined;
};

/** What a payment method of this number does from now on. */
export function meansOf(method: Stripe.PaymentMethod, number: string): Means {
  const account = testAccount(number);
  if (account) return { kind: 'debit', method, account };
  if (!method.card) throw new Error(`Payment method ${method.id} is neither of a card nor of a test account`);
  return { kind: 'card', method: { ...method, card: method.card }, card: testCard(number) };
}

/** How its refunds go: a bank transfer always takes a while. */
export const refundsBy = (means: Means): TestCard['refund'] =>
  means.kind === 'card' ? means.card.refund : 'pending';

/** The payment method that stands for a card from now on; the number itself stays behind. */
export function newCardMethod(entry: CardEntry, billing: Billing, now: number): CardMethod {
  const brand = brandOf(entry.number);
  return {
    ...blank(billing, now),
    card: {
      brand,
      checks: {
        address_line1_check: billing.address?.line1 ? 'unchecked' : null,
        address_postal_code_check: billing.address?.postal_code ? 'unchecked' : null,
        cvc_check: entry.cvc === undefined ? null : 'unchecked',
      },
      country: 'US',
      display_brand: brand,
      exp_month: entry.expMonth,
      exp_year: entry.expYear,
      fingerprint: fingerprintOf(entry.number),
      funding: 'credit',
      generated_from: null,
      last4: entry.number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: brand !== 'amex' },
      wallet: null,
    },
    type: 'card',
  };
}

/** The payment method that stands for a bank account. */
export function newDebitMethod(
  { type, number }: TestAccount,
  billing: Billing,
  now: number,
): Stripe.PaymentMethod {
  const fingerprint = fingerprintOf(number);
  const last4 = number.slice(-4);
  if (type === 'sepa_debit') {
    const sepa_debit = {
      bank_code: number.slice(4, 12),
      branch_code: '',
      country: number.slice(0, 2),
      fingerprint,
      generated_from: { charge: null, setup_attempt: null },
      last4,
    };
    return { ...blank(billing, now), sepa_debit, type };
  }
  return {
    ...blank(billing, now),
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint,
      last4,
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: testRoutingNumber,
      status_details: {},
    },
    type,
  };
}

export const testRoutingNumber = '110000000';

/** The same for the same number, and tells nothing of it. */
export const fingerprintOf = (number: string): string =>
  createHash('sha256').update(number).digest('base64url').slice(0, 16);

const blank = ({ name, email, phone, address = {} }: Billing, now: number) =>
  ({
    id: newStripeId('pm_1'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: {
        city: address.city ?? null,
        country: address.country ?? null,
        line1: address.line1 ?? null,
        line2: address.line2 ?? null,
        postal_code: address.postal_code ?? null,
        state: address.state ?? null,
      },
      email: email ?? null,
      name: name ?? null,
      phone: phone ?? null,
      tax_id: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  }) satisfies Omit<Stripe.PaymentMethod, 'type'>;
