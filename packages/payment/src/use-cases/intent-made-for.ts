import type { Clock } from '@halfpast/kernel';
import { keyMayBeForgotten } from '../domain/opening.ts';
import type { Payment } from '../domain/payment.ts';
import type { OpenedIntent, PaymentGateway } from './ports.ts';

type Deps = { readonly gateway: PaymentGateway; readonly clock: Clock };

/**
 * The intent that the present attempt of a payment makes or has made: the same key brings the same intent, and where the
 * key can't be trusted any more it is looked up.
 * @returns undefined when Stripe made none and never will with this key
 */
export async function intentMadeFor(
  { gateway, clock }: Deps,
  payment: Payment,
): Promise<OpenedIntent | undefined> {
  if (keyMayBeForgotten(payment, clock())) return gateway.findIntent(payment);
  const answer = await gateway.createIntent(payment);
  switch (answer.kind) {
    case 'CREATED':
      return answer;
    case 'KEY_REUSED':
      return gateway.findIntent(payment);
    case 'REFUSED':
      return undefined;
  }
}
