import type Stripe from 'stripe';
import type { Pace } from '../pace.ts';
import { docUrl, type ErrorBody, invalidRequest, StripeRefusal, unexpectedState } from '../refusals.ts';
import { cardCharge } from './card-charge.ts';
import type { TestCard } from './cards.ts';
import { complaintsAbout } from './complaints.ts';
import { startDebit } from './debit.ts';
import { authenticationFailed, authenticationRequired, type Decline } from './declines.ts';
import { type Happening, happened } from './happening.ts';
import type { CardMethod, Means } from './payment-method.ts';

/** What became of an attempt to pay: the new state, what to tell the world, and the 402 for the caller if it was refused. */
export type Outcome = {
  readonly intent: Stripe.PaymentIntent;
  readonly charge?: Stripe.Charge;
  /** What a bank has against the charge. */
  readonly objects?: readonly (Stripe.Dispute | Stripe.Radar.EarlyFraudWarning)[];
  readonly happenings: readonly Happening[];
  readonly refusal?: StripeRefusal;
  /** A bank will say more of it after so long. */
  readonly settles?: keyof Pace;
};

type ByCard = Extract<Means, { kind: 'card' }>;

type Terms = {
  /** The payer isn't there, so there is nobody to challenge. */
  readonly offSession: boolean;
  readonly nextAction: (intent: Stripe.PaymentIntent) => Stripe.PaymentIntent.NextAction;
  readonly now: number;
};

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** @throws StripeRefusal 400 when the intent can't be paid any more */
export function checkConfirmable(intent: Stripe.PaymentIntent): void {
  if (confirmable.includes(intent.status)) return;
  throw unexpectedState(
    intent.status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`,
    intent,
  );
}

export const missingPaymentMethod = (intent: Stripe.PaymentIntent): StripeRefusal =>
  invalidRequest(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );

/** Tries to pay the intent: it ends paid, declined, waiting for a bank, or for the payer to pass a challenge. */
export function confirm(intent: Stripe.PaymentIntent, means: Means, terms: Terms): Outcome {
  const { type } = means.method;
  if (!intent.payment_method_types.includes(type)) throw notOffered(intent, type);
  if (means.kind === 'debit') return startDebit(intent, means, terms.now);
  if (means.card.challenge === 'never' || (means.card.challenge === 'on-session' && terms.offSession)) {
    return charge(intent, means, { authenticated: false, now: terms.now });
  }
  if (terms.offSession) return refuse(intent, means.method, authenticationRequired);
  const waiting: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_action',
    payment_method: means.method.id,
    last_payment_error: null,
    next_action: terms.nextAction(intent),
  };
  return { intent: waiting, happenings: [happened('payment_intent.requires_action', waiting)] };
}

const notOffered = (intent: Stripe.PaymentIntent, type: string): StripeRefusal =>
  invalidRequest(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}.`,
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method', payment_intent: intent },
  );

/** The payer passed the challenge, or failed it. */
export function authenticate(
  intent: Stripe.PaymentIntent,
  means: ByCard,
  { passed, now }: { readonly passed: boolean; readonly now: number },
): Outcome {
  return passed
    ? charge(intent, means, { authenticated: true, now })
    : refuse(intent, means.method, authenticationFailed);
}

function charge(
  intent: Stripe.PaymentIntent,
  { method, card }: ByCard,
  { authenticated, now }: { readonly authenticated: boolean; readonly now: number },
): Outcome {
  const decline = declineOf(card, method);
  const attempt = cardCharge({ intent, method, card, decline, authenticated, now });
  if (decline) return refuse({ ...intent, latest_charge: attempt.id }, method, decline, attempt);
  const paid: Stripe.PaymentIntent = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: attempt.id,
    payment_method: method.id,
    last_payment_error: null,
    next_action: null,
  };
  const complaints = complaintsAbout(attempt, card, now);
  return {
    intent: paid,
    charge: { ...attempt, disputed: complaints.disputed },
    objects: complaints.objects,
    happenings: [
      happened('charge.succeeded', attempt),
      ...complaints.happenings,
      happened('payment_intent.succeeded', paid),
    ],
  };
}

const declineOf = (card: TestCard, method: CardMethod): Decline | undefined =>
  card.declinesOnlyWithCvc && !method.card.checks?.cvc_check ? undefined : card.decline;

/** A decline takes the payment method off the intent, which then waits for another one. */
function refuse(
  intent: Stripe.PaymentIntent,
  method: CardMethod,
  decline: Decline,
  attempt?: Stripe.Charge,
): Outcome {
  const error = {
    ...(attempt ? { charge: attempt.id } : {}),
    code: decline.code,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    doc_url: docUrl(decline.code),
    message: decline.message,
    payment_method: method,
    type: 'card_error',
  } as const satisfies ErrorBody;
  const open: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: error,
  };
  return {
    intent: open,
    ...(attempt ? { charge: attempt } : {}),
    happenings: [
      ...(attempt ? [happened('charge.failed', attempt)] : []),
      happened('payment_intent.payment_failed', open),
    ],
    refusal: new StripeRefusal(402, { ...error, payment_intent: open }),
  };
}
