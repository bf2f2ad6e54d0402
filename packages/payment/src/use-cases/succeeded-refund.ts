import { isId } from '@halfpast/kernel';
import type { Accounts } from './ports.ts';

export type SucceededRefund = {
  readonly refundId: string;
  readonly sessionId: string;
  readonly amount: number;
  readonly currency: string;
  /** Whether the saga has answered the payment: a lesson that isn't there by then never will be. */
  readonly isSettled: boolean;
};

/** The refund, if Stripe says that it SUCCEEDED. */
export const succeededRefund =
  ({ accounts }: { readonly accounts: Pick<Accounts, 'findRefund'> }) =>
  async (refundId: string): Promise<SucceededRefund | undefined> => {
    const found = isId(refundId) ? await accounts.findRefund(refundId) : undefined;
    if (found?.refund.status !== 'SUCCEEDED') return undefined;
    const { amount, currency } = found.refund;
    const { sessionId, isSettled } = found;
    return { refundId, sessionId, amount, currency, isSettled };
  };
