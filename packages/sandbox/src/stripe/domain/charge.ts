import type Stripe from 'stripe';
import { newStripeId, randomText } from '../ids.ts';
import type { TestCard } from './cards.ts';
import type { Decline } from './declines.ts';
import type { CardMethod } from './payment-method.ts';

type Blank = {
  readonly id: string;
  readonly intent: Stripe.PaymentIntent;
  readonly method: Stripe.PaymentMethod;
  readonly details: Stripe.Charge.PaymentMethodDetails;
  readonly now: number;
};

/** A charge of which nobody has said yet whether it will be paid. */
export const blankCharge = ({ id, intent, method, details, now }: Blank): Stripe.Charge => ({
  id,
  object: 'charge',
  amount: intent.amount,
  amount_captured: 0,
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: method.billing_details,
  calculated_statement_descriptor: intent.statement_descriptor ?? 'SANDBOX',
  captured: false,
  created: now,
  currency: intent.currency,
  customer: null,
  description: intent.description,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: intent.metadata,
  on_behalf_of: null,
  outcome: approved,
  paid: false,
  payment_intent: intent.id,
  payment_method: method.id,
  payment_method_details: details,
  radar_options: {},
  receipt_email: intent.receipt_email,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: intent.statement_descriptor,
  statement_descriptor_suffix: intent.statement_descriptor_suffix,
  status: 'pending',
  transfer_data: null,
  transfer_group: intent.transfer_group,
});

/** The charge once its money is there. */
export const paidCharge = (charge: Stripe.Charge): Stripe.Charge => ({
  ...charge,
  amount_captured: charge.amount,
  balance_transaction: newStripeId('txn_3'),
  captured: true,
  paid: true,
  receipt_url: `https://pay.stripe.com/receipts/payment/${charge.id}`,
  status: 'succeeded',
});

type Attempt = {
  readonly intent: Stripe.PaymentIntent;
  readonly method: CardMethod;
  readonly card: TestCard;
  readonly decline?: Decline | undefined;
  readonly authenticated: boolean;
  readonly now: number;
};

/** One try to take the intent's money from the card, as the issuer answered it. */
export function cardCharge({ intent, method, card, decline, authenticated, now }: Attempt): Stripe.Charge {
  const tried = blankCharge({
    id: newStripeId('ch_3'),
    intent,
    method,
    details: { type: 'card', card: cardDetails(method, card, { intent, authenticated }) },
    now,
  });
  if (!decline) return { ...paidCharge(tried), outcome: { ...approved, ...riskOf(card) } };
  return {
    ...tried,
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: refusedOutcome(decline),
    status: 'failed',
  };
}

const approved: Stripe.Charge.Outcome = {
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

const riskOf = ({ risk }: TestCard): Partial<Stripe.Charge.Outcome> =>
  risk === 'elevated' ? { risk_level: 'elevated', risk_score: 70 } : {};

const refusedOutcome = (decline: Decline): Stripe.Charge.Outcome => {
  const reason = decline.declineCode ?? decline.code;
  return decline.by === 'stripe'
    ? {
        ...approved,
        network_status: 'not_sent_to_network',
        reason: reason === 'fraudulent' ? 'highest_risk_level' : reason,
        risk_level: reason === 'fraudulent' ? 'highest' : 'normal',
        seller_message: 'Stripe blocked this payment.',
        type: 'blocked',
      }
    : {
        ...approved,
        network_status: 'declined_by_network',
        reason,
        seller_message: `The bank returned the decline code \`${reason}\`.`,
        type: 'issuer_declined',
      };
};

type Asked = { readonly intent: Stripe.PaymentIntent; readonly authenticated: boolean };

const cardDetails = (
  method: CardMethod,
  testCard: TestCard,
  { intent, authenticated }: Asked,
): Stripe.Charge.PaymentMethodDetails.Card => {
  const { card } = method;
  const proven = authenticated || testCard.frictionless === true;
  return {
    amount_authorized: intent.amount,
    authorization_code: randomText(6),
    brand: card.brand,
    checks: checked(card.checks, testCard),
    country: card.country,
    electronic_commerce_indicator: proven ? '05' : null,
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
    three_d_secure: proven
      ? {
          authentication_flow: authenticated ? 'challenge' : 'frictionless',
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
  };
};

/** What the bank says of the code and the address, as far as they were given. */
const checked = (given: Stripe.PaymentMethod.Card.Checks | null, { checks = {} }: TestCard) => ({
  address_line1_check: given?.address_line1_check ? (checks.address_line1_check ?? 'pass') : null,
  address_postal_code_check: given?.address_postal_code_check
    ? (checks.address_postal_code_check ?? 'pass')
    : null,
  cvc_check: given?.cvc_check ? (checks.cvc_check ?? 'pass') : null,
});
