import type Stripe from 'stripe';

type Subject = {
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  warning: Stripe.Radar.EarlyFraudWarning;
};

type TypesOf = {
  payment_intent: `payment_intent.${'created' | 'requires_action' | 'succeeded' | 'payment_failed' | 'canceled' | 'processing'}`;
  charge: `charge.${'pending' | 'succeeded' | 'failed' | 'refunded' | 'updated'}`;
  refund: `refund.${'created' | 'updated' | 'failed'}`;
  dispute: `charge.dispute.${'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated' | 'closed'}`;
  warning: 'radar.early_fraud_warning.created';
};

/** Something that Stripe tells the world of in an event, with the object as it was then. */
export type Happening = {
  readonly type: TypesOf[keyof TypesOf];
  readonly object: Subject[keyof Subject];
  /** What the object was before, as far as it changed; only where Stripe tells it. */
  readonly before?: object;
};

export const happened = <K extends keyof Subject>(type: TypesOf[K], object: Subject[K]): Happening => ({
  type,
  object,
});

/** As `happened`, and tells what changed. */
export const changedFrom = <K extends keyof Subject>(
  type: TypesOf[K],
  before: Subject[K],
  object: Subject[K],
): Happening => ({ type, object, before: difference(before, object) });

function difference(before: object, after: object): object {
  const now = new Map<string, unknown>(Object.entries(after));
  const changed = ([name, was]: [string, unknown]) => JSON.stringify(was) !== JSON.stringify(now.get(name));
  return Object.fromEntries(Object.entries(before).filter(changed));
}
