import { Hono } from 'hono';
import type Stripe from 'stripe';
import { createApi } from './api/api.ts';
import { performIn } from './api/perform.ts';
import { openDatabase } from './database.ts';
import { createFaults } from './faults.ts';
import { ledgerOf } from './ledger.ts';
import { createSettler } from './settler.ts';
import type { Letter } from './webhooks/letter.ts';

export type StripeInProcessOptions = {
  readonly databaseUrl: string;
  readonly clock: () => Date;
  /** Told of each event once it is committed; whether, when and how often it is delivered is the caller's affair. */
  readonly onEvents: (events: readonly Pick<Letter, 'id' | 'type' | 'body' | 'lane'>[]) => void;
};

export type StripeLedger = {
  readonly intents: readonly Stripe.PaymentIntent[];
  readonly charges: readonly Stripe.Charge[];
  readonly refunds: readonly Stripe.Refund[];
};

export type StripeInProcess = {
  /** The API, without a socket between. */
  fetch(request: Request): Promise<Response>;
  /** Does what a bank does later and is due by now. @returns in how many milliseconds the next is due, if one is */
  settleDue(): Promise<number | undefined>;
  ledger(): Promise<StripeLedger>;
  close(): Promise<void>;
};

/** The stand-in for Stripe within this process: no port, no timers, no deliveries of its own. */
export async function openStripe({
  databaseUrl,
  clock,
  onEvents,
}: StripeInProcessOptions): Promise<StripeInProcess> {
  const database = await openDatabase(databaseUrl);
  const parts = { database, send: onEvents, wants: () => true };
  const settler = createSettler({ ...parts, clock });
  const api = new Hono();
  api.route('/', createApi({ perform: performIn(parts), faults: createFaults(), clock }));
  return {
    fetch: async (request) => api.fetch(request),
    settleDue: () => settler.settleDue(),
    async ledger() {
      const ledger = ledgerOf(database.pool, clock());
      return {
        intents: await ledger.all('payment_intent'),
        charges: await ledger.all('charge'),
        refunds: await ledger.all('refund'),
      };
    },
    close: () => database.close(),
  };
}
