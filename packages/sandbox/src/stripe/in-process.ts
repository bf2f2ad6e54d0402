import { Hono } from 'hono';
import type Stripe from 'stripe';
import { createApi } from './api/api.ts';
import { performIn } from './api/perform.ts';
import { booksOf } from './books.ts';
import { createControl } from './control.ts';
import { openDatabase } from './database.ts';
import { createFaults } from './faults/faults.ts';
import { createMetronome, type Pace } from './pace.ts';
import { createSettler } from './settler.ts';
import type { Letter } from './webhooks/letter.ts';

export type StripeInProcessOptions = {
  readonly databaseUrl: string;
  readonly clock: () => Date;
  /** How long banks take for what they do later. */
  readonly pace?: Partial<Pace>;
  /** Told of each event once it is committed; whether, when and how often it is delivered is the caller's affair. */
  readonly onEvents: (events: readonly Pick<Letter, 'id' | 'type' | 'body' | 'lane'>[]) => void;
};

export type StripeLedger = {
  readonly intents: readonly Stripe.PaymentIntent[];
  readonly charges: readonly Stripe.Charge[];
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
};

export type StripeInProcess = {
  /** The API and the sandbox's own doors, without a socket between. */
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
  pace: wanted,
  onEvents,
}: StripeInProcessOptions): Promise<StripeInProcess> {
  const database = await openDatabase(databaseUrl);
  const parts = { database, send: onEvents, wants: () => true };
  const settler = createSettler({ ...parts, clock });
  const api = new Hono();
  api.onError((error) => {
    throw error; // a connection that ends without an answer is no answer
  });
  const doors = {
    perform: performIn(parts),
    faults: createFaults(),
    pace: createMetronome(wanted),
    clock,
  };
  api.route('/', createControl({ ...doors, database }));
  api.route('/', createApi(doors));
  return {
    fetch: async (request) => api.fetch(request),
    settleDue: () => settler.settleDue(),
    async ledger() {
      const { payment_intents: intents, ...rest } = await booksOf(database.pool);
      return { intents, ...rest };
    },
    close: () => database.close(),
  };
}
