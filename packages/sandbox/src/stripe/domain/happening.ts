import type Stripe from 'stripe';

type Subject = {
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
};

type TypesOf = {
  payment_intent: `payment_intent.${'created' | 'requires_action' | 'succeeded' | 'payment_failed' | 'canceled' | 'processing'}`;
  charge: `charge.${'succeeded' | 'failed' | 'refunded' | 'updated'}`;
  refund: `refund.${'created' | 'updated' | 'failed'}`;
};

/** Something that Stripe tells the world of in an event, with the object as it was then. */
export type Happening = {
  readonly type: TypesOf[keyof TypesOf];
  readonly object: Subject[keyof Subject];
};

export const happened = <K extends keyof Subject>(type: TypesOf[K], object: Subject[K]): Happening => ({
  type,
  object,
});
