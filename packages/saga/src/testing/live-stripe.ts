import { type Clock, isDomainError } from '@halfpast/kernel';
import { createStripe, type Payments } from '@halfpast/payment';
import { openWebhookDoor, startStripeSandbox } from '@halfpast/sandbox';

export const webhookSecret = 'whsec_saga_test';

const forever = 60 * 24 * 60 * 60 * 1_000;

type Parts = { readonly databaseUrl: string; readonly clock: Clock };

/** Stripe's sandbox over HTTP, the real SDK on it, and the door through which its webhooks come in. */
export async function liveStripe({ databaseUrl, clock }: Parts) {
  const door = await openWebhookDoor((error) => isDomainError(error, 'BAD_USER_INPUT'));
  const sandbox = await startStripeSandbox({
    databaseUrl,
    port: 0,
    webhookUrl: door.url,
    webhookSecret,
    clock,
    // Tests say themselves what a bank decides.
    pace: { debitMs: forever, slowDebitMs: forever },
  });
  const stripe = createStripe({ secretKey: 'sk_test_saga', apiUrl: sandbox.url });

  return {
    stripe,
    /** Webhooks are heard by this service from now on. */
    hearWebhooks: ({ handleStripeWebhook }: Pick<Payments, 'handleStripeWebhook'>) =>
      door.heardBy(handleStripeWebhook),
    /** Makes the sandbox misbehave. */
    async fault(order: object) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(order);
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', headers, body });
    },
    /** What banks and Stripe's dashboard do, on order: `disputes/du_1/settle`. */
    async desk(order: string, form: Record<string, string> = {}) {
      const body = new URLSearchParams(form);
      const { ok, status } = await fetch(`${sandbox.url}/_sandbox/${order}`, { method: 'POST', body });
      if (!ok) throw new Error(`The desk took no ${order}: ${status}`);
    },
    /** Pays as a browser does. @returns the status of the intent after that */
    async pay({ clientSecret }: { clientSecret: string }, method = 'pm_card_visa'): Promise<string> {
      const settings = { payment_method: method, return_url: 'https://halfpast.test' };
      const intent = await stripe.paymentIntents
        .confirm(intentIdIn(clientSecret), settings)
        .catch(() => undefined);
      return intent?.status ?? 'declined';
    },
    async stop() {
      await sandbox.stop();
      await door.close();
    },
  };
}

export const intentIdIn = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';
