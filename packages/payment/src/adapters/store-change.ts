import { type OutboxEvent, Prisma, type PrismaClient } from '@halfpast/prisma';
import type { Payment } from '../domain/payment.ts';
import type { HeardEvent } from '../use-cases/ports.ts';
import { changingColumns } from './payment-row.ts';

/** What is committed together: a change, the Stripe event behind it, and what others are told of it. */
export type Change = {
  readonly before: Payment;
  readonly after: Payment;
  readonly event?: HeardEvent | undefined;
  readonly news?: OutboxEvent | undefined;
};

/**
 * Stores a change by compare-and-set; one statement is one commit.
 * @returns CHANGED; SEEN if its event was applied before; CONFLICT if the row has another version by now. But for CHANGED,
 * nothing is written
 */
export async function storeChange(
  prisma: PrismaClient,
  { before, after, event, news }: Change,
): Promise<'CHANGED' | 'SEEN' | 'CONFLICT'> {
  const [done] = await prisma.$queryRaw<{ isCurrent: boolean; isChanged: boolean }[]>`
    WITH "current" AS (
      SELECT "payment_id" FROM "payment"."payment"
      WHERE "payment_id" = ${before.paymentId}::uuid AND "version" = ${before.version} FOR UPDATE
    ), "due" AS (${event ? hearing(event) : Prisma.sql`SELECT FROM "current"`}), "changed" AS (
      UPDATE "payment"."payment" SET ${columns(after)} FROM "current"
      WHERE "payment"."payment_id" = "current"."payment_id" AND EXISTS (SELECT FROM "due") RETURNING 1
    )${news ? Prisma.sql`, "told" AS (${telling(news)})` : Prisma.empty}
    SELECT EXISTS (SELECT FROM "current") AS "isCurrent", EXISTS (SELECT FROM "changed") AS "isChanged"`;
  if (done?.isChanged) return 'CHANGED';
  return done?.isCurrent ? 'SEEN' : 'CONFLICT';
}

const hearing = ({ eventId, type }: HeardEvent): Prisma.Sql => Prisma.sql`
  INSERT INTO "payment"."stripe_event" ("event_id", "type") SELECT ${eventId}, ${type} FROM "current"
  ON CONFLICT ("event_id") DO NOTHING RETURNING 1`;

const telling = ({ eventId, name, data }: OutboxEvent): Prisma.Sql => Prisma.sql`
  INSERT INTO "payment"."outbox" ("event_id", "name", "data")
  SELECT ${eventId}::uuid, ${name}, ${JSON.stringify(data)}::jsonb FROM "changed"`;

function columns(payment: Payment): Prisma.Sql {
  const to = changingColumns(payment);
  return Prisma.sql`
    "status" = ${to.status}::"payment"."PaymentStatus", "processing_since" = ${to.processingSince},
    "stripe_payment_intent_id" = ${to.stripePaymentIntentId}, "attempt" = ${to.attempt},
    "first_tried_at" = ${to.firstTriedAt}, "failure_code" = ${to.failureCode},
    "amount_received" = ${to.amountReceived}, "currency_received" = ${to.currencyReceived},
    "succeeded_at" = ${to.succeededAt}, "settled_at" = ${to.settledAt},
    "version" = ${to.version}, "updated_at" = clock_timestamp()`;
}
