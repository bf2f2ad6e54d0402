import type { StripeLedger } from '@halfpast/sandbox';
import type { SimulatedDatabase } from '../world/database.ts';

export type BookingRow = {
  readonly id: string;
  readonly paymentId: string;
  readonly studentId: string;
  readonly tutorId: string;
  readonly startsAt: Date;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly policy: { readonly tiers: readonly { readonly hoursBefore: number; readonly percent: number }[] };
};
export type SessionRow = {
  readonly id: string;
  readonly status: string;
  readonly scheduledAt: Date;
  readonly cancelledBy: string | null;
  readonly cancelledAt: Date | null;
};
export type PaymentRow = {
  readonly id: string;
  readonly sessionId: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly received: number | null;
  readonly intentId: string | null;
};
export type RefundRow = {
  readonly id: string;
  readonly paymentId: string;
  readonly status: string;
  readonly amount: number;
  readonly stripeId: string | null;
};
export type HoldRow = { readonly id: string; readonly status: string };

/** What the product has written, and what Stripe has. */
export type Books = {
  readonly bookings: readonly BookingRow[];
  readonly sessions: readonly SessionRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly holds: readonly HoldRow[];
  readonly stripe: StripeLedger;
};

export async function readBooks({ query, stripe }: SimulatedDatabase): Promise<Books> {
  return {
    bookings: await query(`SELECT booking_id AS id, payment_id AS "paymentId", student_id AS "studentId",
      tutor_id AS "tutorId", starts_at AS "startsAt", amount, currency, status,
      cancellation_policy AS policy FROM saga.booking ORDER BY 1`),
    sessions: await query(`SELECT session_id AS id, status, scheduled_at AS "scheduledAt",
      cancelled_by AS "cancelledBy", cancelled_at AS "cancelledAt" FROM communication.session ORDER BY 1`),
    payments: await query(`SELECT payment_id AS id, session_id AS "sessionId", status, amount, currency,
      amount_received AS received, stripe_payment_intent_id AS "intentId" FROM payment.payment ORDER BY 1`),
    refunds: await query(`SELECT refund_id AS id, payment_id AS "paymentId", status, amount,
      stripe_refund_id AS "stripeId" FROM payment.refund ORDER BY 1`),
    holds: await query('SELECT booking_id AS id, status FROM tutor_matching.slot_hold ORDER BY 1'),
    stripe: await stripe.ledger(),
  };
}
