import { type ApplyingDeps, applyStripeEvent } from './apply-stripe-event.ts';
import type { ReadWebhook, WebhookDelivery } from './ports.ts';

type Deps = ApplyingDeps & { readonly readWebhook: ReadWebhook };

/**
 * Verifies one delivery of Stripe's, and applies what it tells.
 * @returns whether it was applied now or before, or isn't about a payment of this deployment; 200 is right for all three
 * @throws DomainError BAD_USER_INPUT (400) if it isn't Stripe's; anything else means: deliver it again
 */
export const handleStripeWebhook =
  (deps: Deps) =>
  async (delivery: WebhookDelivery): Promise<'APPLIED' | 'SEEN' | 'IGNORED'> =>
    applyStripeEvent(deps)(deps.readWebhook(delivery));
