import { paymentIdOf } from '../domain/intent.ts';
import type { Accounts, PaymentGateway } from './ports.ts';

type Deps = {
  readonly accounts: Pick<Accounts, 'paymentIdOfIntent' | 'of'>;
  readonly gateway: Pick<PaymentGateway, 'retrieveIntent'>;
  readonly deployment: string;
};

/**
 * The payment of ours that an intent is for; undefined for one of another deployment. The row may not know its intent yet.
 * @throws Error for a payment of ours that isn't there: Stripe shall deliver again
 */
export async function paymentIdBehind(
  { accounts, gateway, deployment }: Deps,
  stripePaymentIntentId: string | null,
): Promise<string | undefined> {
  if (stripePaymentIntentId === null) return undefined;
  const known = await accounts.paymentIdOfIntent(stripePaymentIntentId);
  if (known !== undefined) return known;
  const opened = await gateway.retrieveIntent(stripePaymentIntentId);
  const paymentId = opened && paymentIdOf(opened.intent, deployment);
  if (paymentId !== undefined && !(await accounts.of(paymentId)))
    throw new Error(`Intent ${stripePaymentIntentId} is for payment ${paymentId}, which isn't there`);
  return paymentId;
}
