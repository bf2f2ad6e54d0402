import { newId } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { closePayment } from '../use-cases/close-payment.ts';
import { createPaymentIntentForSession } from '../use-cases/create-payment-intent-for-session.ts';
import { handleStripeWebhook } from '../use-cases/handle-stripe-webhook.ts';
import type { WebhookEvent } from '../use-cases/ports.ts';
import { reconcile } from '../use-cases/reconcile.ts';
import { refundInFull, refundPayment } from '../use-cases/refund-payment.ts';
import { succeededRefund } from '../use-cases/succeeded-refund.ts';
import { anInstant } from './orders.ts';
import { paymentsInMemory } from './payments-in-memory.ts';
import { stripeInMemory } from './stripe-in-memory.ts';

/** The use cases that speak to Stripe, on stores and a Stripe in memory; `tick` is where others may come between. */
export function aPaymentWorld(tick?: () => Promise<void>) {
  const store = paymentsInMemory(tick);
  const stripe = stripeInMemory(tick);
  const logged: string[] = [];
  const time = { now: anInstant };
  let delivered: WebhookEvent = { kind: 'OTHER', eventId: 'evt_0', type: 'charge.updated' };
  const deps = {
    payments: store.payments,
    accounts: store.accounts,
    matters: store.matters,
    reconciliations: store.reconciliations,
    watch: store.watch,
    gateway: stripe.gateway,
    clock: () => time.now,
    newId,
    logger: {
      ...silentLogger,
      warn: (_: object, message: string) => void logged.push(message),
      error: (_: object, message: string) => void logged.push(message),
    },
    deployment: 'test',
    readWebhook: () => delivered,
  };
  const handle = handleStripeWebhook(deps);
  return {
    ...store,
    stripe,
    /** Warnings and errors that were logged. */
    logged,
    time,
    create: createPaymentIntentForSession(deps),
    close: closePayment(deps),
    refund: refundInFull(deps),
    refundPart: refundPayment(deps),
    succeededRefund: succeededRefund(deps),
    reconcile: reconcile(deps),
    /** Delivers an event whose signature is right. */
    hear(event: WebhookEvent) {
      delivered = event;
      return handle({ rawBody: '', signature: null });
    },
  };
}
