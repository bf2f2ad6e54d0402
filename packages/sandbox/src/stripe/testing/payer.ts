import type Stripe from 'stripe';
import { expect, vi } from 'vitest';
import { fromBrowser, type World } from './world.ts';

/** What tests do with payments in a world that is there once they run. */
export const payerIn = (world: () => World) => ({
  anIntent: (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    world().stripe.paymentIntents.create({
      amount: 4_200,
      currency: 'eur',
      automatic_payment_methods: { enabled: true },
      metadata: { env: 'test' },
      ...more,
    }),

  confirm: (id: string, payment_method: string) =>
    world().stripe.paymentIntents.confirm(id, { payment_method }),

  /** Pays as a page does. */
  pay: ({ id, client_secret }: Stripe.PaymentIntent, fields: Readonly<Record<string, string>>) =>
    fromBrowser(world(), `/v1/payment_intents/${id}/confirm`, {
      client_secret: String(client_secret),
      ...fields,
    }),

  authenticate: ({ id, client_secret }: Stripe.PaymentIntent, outcome: 'passed' | 'failed') =>
    fromBrowser(world(), `/_sandbox/payment_intents/${id}/authenticate`, {
      client_secret: String(client_secret),
      outcome,
    }),

  told: (id: string, ...types: string[]) =>
    vi.waitFor(() => expect(world().receiver.types(id)).toEqual(['payment_intent.created', ...types]), {
      timeout: 10_000,
    }),
});
