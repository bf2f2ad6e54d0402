import { DomainError, isId, type Page, type Viewer } from '@halfpast/kernel';
import { type PaymentView, viewOf } from '../domain/payment-view.ts';
import type { PaymentHistory } from './ports.ts';

/**
 * What the viewer paid or tried to pay, newest first; for an operator, what everybody did.
 * @throws DomainError BAD_USER_INPUT when `after` is no id of a payment
 */
export const getPaymentHistory =
  ({ history }: { readonly history: PaymentHistory }) =>
  async (viewer: Viewer, page: Page): Promise<readonly PaymentView[]> => {
    if (page.after !== undefined && !isId(page.after))
      throw new DomainError('BAD_USER_INPUT', '"after" is the paymentId of the last payment seen');
    const payments = await history.list(page, viewer.role === 'operator' ? undefined : viewer.personId);
    return payments.flatMap((payment) => viewOf(viewer, payment) ?? []);
  };
