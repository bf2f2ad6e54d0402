import { type Clock, isDomainError, newId } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { createPrisma, type OutboxEvent, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase, openWebhookDoor, startStripeSandbox } from '@halfpast/sandbox';
import type Stripe from 'stripe';
import { createPayment, createStripe } from '../index.ts';

export const webhookSecret = 'whsec_payment_test';

/** The whole service: a database of its own, the Stripe sandbox over HTTP, and a door for its webhooks. */
export async function aPaymentStack(
  postgresUrl: string,
  parts: { readonly newId?: () => string; readonly sharesClock?: boolean } = {},
) {
  const time = { offset: 0 };
  const clock: Clock = () => new Date(Date.now() + time.offset);
  const prisma = createPrisma(await createTestDatabase(postgresUrl));
  const door = await openWebhookDoor((error) => isDomainError(error, 'BAD_USER_INPUT'));
  const sandbox = await startStripeSandbox({
    databaseUrl: await createTestDatabase(postgresUrl),
    port: 0,
    webhookUrl: door.url,
    webhookSecret,
    retryDelays: [0.2, 0.2, 0.2],
    // Slow debits are decided at the desk.
    pace: { refundMs: 50, slowDebitMs: 30 * 24 * 3_600_000 },
    ...(parts.sharesClock ? { clock } : {}),
  });
  const stripe = createStripe({ secretKey: 'sk_test_payment', apiUrl: sandbox.url });
  const commits = { count: 0 };
  const payment = createPayment({
    prisma,
    stripe,
    clock,
    newId: parts.newId ?? newId,
    logger: silentLogger,
    deployment: 'test',
    webhookSecrets: [webhookSecret],
    afterCommit: () => {
      commits.count += 1;
    },
  });
  door.heardBy(payment.handleStripeWebhook);
  return {
    payment,
    prisma,
    stripe,
    time,
    commits,
    /** Makes the sandbox misbehave. */
    faults: (order: object) => post(`${sandbox.url}/_sandbox/faults`, order),
    /** What banks and Stripe's dashboard do, on order: `disputes/du_1/settle`. */
    desk: (order: string, form: object = {}) => post(`${sandbox.url}/_sandbox/${order}`, form),
    /** Pays an intent as a browser would. */
    pay: (intentId: string, card = 'pm_card_visa') =>
      stripe.paymentIntents.confirm(intentId, { payment_method: card, return_url: 'https://halfpast.test' }),
    async end() {
      await sandbox.stop();
      await door.close();
      await prisma.$disconnect();
    },
  };
}

export type PaymentStack = Awaited<ReturnType<typeof aPaymentStack>>;

/** The id of an intent, from what lets a browser pay it. */
export const intentIdIn = (opening: { status: string; clientSecret?: string }): string =>
  opening.clientSecret?.split('_secret_')[0] ?? '';

/** What the service has told others of one payment. */
export const outboxOf = async (prisma: PrismaClient, paymentId: string): Promise<string[]> => {
  const events = await prisma.$queryRaw<OutboxEvent[]>`
    SELECT "name" FROM "payment"."outbox" WHERE "data"->>'paymentId' = ${paymentId} ORDER BY "event_id"`;
  return events.map(({ name }) => name);
};

/** What Stripe has made for one payment. */
export const intentsOf = async (stripe: Stripe, paymentId: string): Promise<Stripe.PaymentIntent[]> =>
  (await stripe.paymentIntents.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata.paymentId === paymentId,
  );

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
