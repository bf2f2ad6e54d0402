import type Stripe from 'stripe';
import { newStripeId } from '../ids.ts';
import type { TestCard } from './cards.ts';
import { raise } from './dispute.ts';
import { type Happening, happened } from './happening.ts';

export type Complaints = {
  readonly objects: readonly (Stripe.Dispute | Stripe.Radar.EarlyFraudWarning)[];
  readonly happenings: readonly Happening[];
  readonly disputed: boolean;
};

/** What the bank of some test cards has against a charge as soon as it is made. */
export function complaintsAbout(charge: Stripe.Charge, card: TestCard, now: number): Complaints {
  const raised = (card.disputes ?? []).map((complaint) => raise(charge, complaint, now));
  const warnings = card.fraudWarning ? [warningOf(charge, now)] : [];
  return {
    objects: [...raised.map(({ dispute }) => dispute), ...warnings],
    happenings: [
      ...raised.flatMap(({ happenings }) => happenings),
      ...warnings.map((warning) => happened('radar.early_fraud_warning.created', warning)),
    ],
    disputed: raised.length > 0,
  };
}

const warningOf = (charge: Stripe.Charge, now: number): Stripe.Radar.EarlyFraudWarning => ({
  id: newStripeId('issfr_1'),
  object: 'radar.early_fraud_warning',
  actionable: true,
  charge: charge.id,
  created: now,
  fraud_type: 'made_with_stolen_card',
  livemode: false,
  ...(typeof charge.payment_intent === 'string' ? { payment_intent: charge.payment_intent } : {}),
});
