import { timingSafeEqual } from 'node:crypto';
import type Stripe from 'stripe';
import type { Outcome } from '../domain/confirm.ts';
import { publicIntent } from '../domain/payment-intent.ts';
import type { Cause } from '../event-book.ts';
import type { Entry, Ledger } from '../ledger.ts';
import type { Pace } from '../pace.ts';
import { invalidRequest, noSuch, type StripeRefusal } from '../refusals.ts';
import type { Answer, Call } from './call.ts';
import { expanded } from './expand.ts';

export const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1_000);

export const causeOf = ({ requestId, idempotencyKey }: Call): Cause => ({ requestId, idempotencyKey });

/**
 * The intent, if there is one and the caller may touch it.
 * @throws StripeRefusal 404, or 400 when a payer's page doesn't hold the intent's client secret
 */
export function allow(
  { caller, id }: Call,
  intent: Stripe.PaymentIntent | undefined,
  clientSecret?: string,
): Stripe.PaymentIntent {
  if (!intent) throw noSuch('payment_intent', id);
  if (caller === 'browser' || clientSecret !== undefined) checkSecret(intent, clientSecret);
  return intent;
}

/** @throws StripeRefusal 400 */
function checkSecret(intent: Stripe.PaymentIntent, clientSecret = ''): void {
  const given = Buffer.from(clientSecret);
  const expected = Buffer.from(intent.client_secret ?? '');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw invalidRequest(
    'The client_secret provided does not match any associated PaymentIntent on this account. Ensure the publishable key used belongs to the same account that created the PaymentIntent.',
    { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
  );
}

export const shown = ({ caller }: Call, intent: Stripe.PaymentIntent): object =>
  caller === 'server' ? intent : publicIntent(intent);

type Setting = {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly expand?: readonly string[] | undefined;
  readonly fresh?: Entry | undefined;
};

/** When a bank will have done what it takes so long for. */
export const later = ({ now, pace }: Call, what: keyof Pace): Date => new Date(now.getTime() + pace[what]);

/** Writes down what became of an intent, with its events, and answers it: 402 with the intent inside after a decline. */
export async function conclude(outcome: Outcome, { call, ledger, expand, fresh }: Setting): Promise<Answer> {
  const { intent, charge, objects = [], happenings, refusal, settles } = outcome;
  await ledger.save(
    ...(fresh ? [fresh] : []),
    ...(charge ? [{ object: charge }] : []),
    ...objects.map((object) => ({ object })),
    { object: intent, settlesAt: settles && later(call, settles) },
  );
  await ledger.tell(happenings, causeOf(call));
  if (refusal) return answerOf(refusal, call);
  return { status: 200, body: await expanded(shown(call, intent), expand, ledger) };
}

/** A refusal as it goes over the wire; a payer's page sees no more of an intent inside it than it may. */
export function answerOf({ status, body }: StripeRefusal, { caller }: Pick<Call, 'caller'>): Answer {
  const { payment_intent, ...rest } = body;
  if (!payment_intent) return { status, body: { error: rest } };
  const intent = caller === 'server' ? payment_intent : publicIntent(payment_intent);
  return { status, body: { error: { ...rest, payment_intent: intent } } };
}
