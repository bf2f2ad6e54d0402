import type Stripe from 'stripe';
import { newStripeId, randomText } from '../ids.ts';
import type { TestCard } from './cards.ts';
import { approved, blankCharge, paidCharge } from './charge.ts';
import type { Decline } from './declines.ts';
import type { CardMethod } from './payment-method.ts';

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
