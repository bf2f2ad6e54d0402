import type pg from 'pg';
import type Stripe from 'stripe';
import { ledgerOf } from './ledger.ts';

/** Everything that money has to do with, oldest first, as Stripe would show each of it now. */
export type Books = {
  readonly payment_intents: readonly Stripe.PaymentIntent[];
  readonly charges: readonly Stripe.Charge[];
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
};

export async function booksOf(pool: pg.Pool): Promise<Books> {
  const { all } = ledgerOf(pool, new Date());
  const [payment_intents, charges, refunds, disputes] = await Promise.all([
    all('payment_intent'),
    all('charge'),
    all('refund'),
    all('dispute'),
  ]);
  return { payment_intents, charges, refunds, disputes };
}
