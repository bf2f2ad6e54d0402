import { isId } from '@halfpast/kernel';
import type { Accounts } from './ports.ts';

export type SucceededRefund = {
  readonly refundId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
};

/** The refund, if Stripe says that it SUCCEEDED. */
export const succeededRefund =
  ({ accounts }: { readonly accounts: Pick<Accounts, 'findRefund'> }) =>
  async (refundId: string): Promise<SucceededRefund | undefined> => {
    const found = isId(refundId) ? await accounts.findRefund(refundId) : undefined;
    if (found?.refund.status !== 'SUCCEEDED') return undefined;
    const { amount, currency } = found.refund;
    return { refundId, sessionId: found.sessionId, amount, currency };
  };
