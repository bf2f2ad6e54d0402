import type Stripe from 'stripe';

/** Everything that the sandbox keeps, by what it calls itself. */
export type Kinds = {
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  payment_method: Stripe.PaymentMethod;
  dispute: Stripe.Dispute;
  'radar.early_fraud_warning': Stripe.Radar.EarlyFraudWarning;
};
export type Kind = keyof Kinds;

/** The PaymentIntent that an object belongs to. */
export const intentOf = (object: Kinds[Kind]): string | null => {
  if (object.object === 'payment_intent') return object.id;
  if (object.object === 'payment_method' || typeof object.payment_intent !== 'string') return null;
  return object.payment_intent;
};
