import type Stripe from 'stripe';
import { newStripeId, randomText } from '../ids.ts';
import type { Decline } from './declines.ts';
import type { CardMethod } from './payment-method.ts';

type Attempt = {
  readonly intent: Stripe.PaymentIntent;
  readonly method: CardMethod;
  readonly decline?: Decline | undefined;
  readonly authenticated: boolean;
  readonly now: number;
};

/** One try to take the intent's money from the card, as the issuer answered it. */
export function newCharge({ intent, method, decline, authenticated, now }: Attempt): Stripe.Charge {
  const id = newStripeId('ch_3');
  const paid = decline === undefined;
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: paid ? newStripeId('txn_3') : null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor ?? 'SANDBOX',
    captured: paid,
    created: now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: decline ? refusedOutcome(decline) : approvedOutcome,
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: cardDetails(method, intent, authenticated) },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? `https://pay.stripe.com/receipts/payment/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

const approvedOutcome: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 20,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

const refusedOutcome = (decline: Decline): Stripe.Charge.Outcome => {
  const reason = decline.declineCode ?? decline.code;
  return decline.by === 'stripe'
    ? {
        ...approvedOutcome,
        network_status: 'not_sent_to_network',
        reason: reason === 'fraudulent' ? 'highest_risk_level' : reason,
        risk_level: reason === 'fraudulent' ? 'highest' : 'normal',
        seller_message: 'Stripe blocked this payment.',
        type: 'blocked',
      }
    : {
        ...approvedOutcome,
        network_status: 'declined_by_network',
        reason,
        seller_message: `The bank returned the decline code \`${reason}\`.`,
        type: 'issuer_declined',
      };
};

const cardDetails = (
  { card }: CardMethod,
  intent: Stripe.PaymentIntent,
  authenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: intent.amount,
  authorization_code: randomText(6),
  brand: card.brand,
  checks: card.checks,
  country: card.country,
  electronic_commerce_indicator: authenticated ? '05' : null,
  exp_month: card.exp_month,
  exp_year: card.exp_year,
  fingerprint: card.fingerprint ?? null,
  funding: card.funding,
  installments: null,
  last4: card.last4,
  mandate: null,
  network: card.brand,
  network_transaction_id: randomText(15),
  regulated_status: card.regulated_status,
  three_d_secure: authenticated
    ? {
        authentication_flow: 'challenge',
        electronic_commerce_indicator: '05',
        exemption_indicator: null,
        result: 'authenticated',
        result_reason: null,
        transaction_id: null,
        version: '2.2.0',
      }
    : null,
  transaction_link_id: null,
  wallet: null,
});
