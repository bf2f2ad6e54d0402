import type { Prisma } from './generated/client.ts';

/**
 * Remembers a Stripe event in the transaction that applies it.
 * @returns false if it was applied before: then there is nothing left to do
 */
export async function rememberStripeEvent(
  tx: Prisma.TransactionClient,
  event: { readonly eventId: string; readonly type: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO "payment"."stripe_event" ("event_id", "type") VALUES (${event.eventId}, ${event.type})
    ON CONFLICT ("event_id") DO NOTHING`;
  return inserted === 1;
}
