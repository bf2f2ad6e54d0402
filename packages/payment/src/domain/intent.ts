import { isId } from '@halfpast/kernel';
import type { Payment } from './payment.ts';

/** A PaymentIntent as Stripe tells of it, in our words. It never carries the client secret. */
export type Intent = {
  readonly stripePaymentIntentId: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly state: IntentState;
};

export type IntentState =
  | { readonly status: 'OPEN'; readonly failureCode: string | null }
  | { readonly status: 'PROCESSING' }
  | { readonly status: 'CANCELED' }
  | { readonly status: 'SUCCEEDED'; readonly amountReceived: number; readonly currencyReceived: string };

/** What an intent means for its payment. */
export type Outcome =
  | {
      readonly status: 'DECLINED';
      readonly stripePaymentIntentId: string;
      readonly failureCode: string;
    }
  | { readonly status: 'CANCELED'; readonly stripePaymentIntentId: string }
  | {
      readonly status: 'SUCCEEDED';
      readonly stripePaymentIntentId: string;
      readonly amountReceived: number;
      readonly currencyReceived: string;
    };

/** What the intent decides; nothing while it may still go either way. */
export function outcomeOf({ stripePaymentIntentId, state }: Intent): Outcome | undefined {
  switch (state.status) {
    case 'OPEN':
      return state.failureCode === null
        ? undefined
        : { status: 'DECLINED', stripePaymentIntentId, failureCode: state.failureCode };
    case 'PROCESSING':
      return undefined;
    case 'CANCELED':
    case 'SUCCEEDED':
      return { ...state, stripePaymentIntentId };
  }
}

/** The metadata that each of our intents carries; `env` tells deployments apart that share one Stripe account. */
export const metadataFor = (payment: Pick<Payment, 'paymentId' | 'sessionId'>, env: string) => ({
  env,
  paymentId: payment.paymentId,
  sessionId: payment.sessionId,
});

/** The payment that an intent says it is for; none if it is of another deployment, or not of ours at all. */
export const paymentIdOf = ({ metadata }: Intent, env: string): string | undefined =>
  metadata.env === env && metadata.paymentId !== undefined && isId(metadata.paymentId)
    ? metadata.paymentId
    : undefined;

/** In what a success differs from what was asked for: each of these alone keeps it from being a paid lesson. */
export function discrepanciesOf(
  payment: Payment,
  { stripePaymentIntentId, metadata, state }: Intent,
): string[] {
  if (state.status !== 'SUCCEEDED') return ['status'];
  const own = payment.stripePaymentIntentId ?? stripePaymentIntentId;
  const checks: Record<string, boolean> = {
    amount: state.amountReceived === payment.amount,
    currency: state.currencyReceived === payment.currency,
    paymentId: metadata.paymentId === payment.paymentId,
    sessionId: metadata.sessionId === payment.sessionId,
    stripePaymentIntentId: own === stripePaymentIntentId,
  };
  return Object.keys(checks).filter((name) => !checks[name]);
}
