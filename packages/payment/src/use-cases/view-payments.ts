import { DomainError, isId, type Viewer } from '@halfpast/kernel';
import { type PaymentView, type PaymentWithRefunds, viewOf } from '../domain/payment-view.ts';
import type { PaymentHistory } from './ports.ts';

type Deps = { readonly history: PaymentHistory };

const seenBy = (viewer: Viewer, payments: readonly PaymentWithRefunds[]): readonly PaymentView[] =>
  payments.flatMap((payment) => viewOf(viewer, payment) ?? []);

/** Those of these payments that the viewer may see, in any order. */
export const paymentsByIds =
  ({ history }: Deps) =>
  async (viewer: Viewer, paymentIds: readonly string[]): Promise<readonly PaymentView[]> =>
    seenBy(viewer, await history.byIds(paymentIds.filter(isId)));

/** The payments of those of these sessions that the viewer may see, in any order. */
export const paymentsOfSessions =
  ({ history }: Deps) =>
  async (viewer: Viewer, sessionIds: readonly string[]): Promise<readonly PaymentView[]> =>
    seenBy(viewer, await history.bySessions(sessionIds.filter(isId)));

/** @throws DomainError NOT_FOUND, also for somebody else's */
export const paymentOf =
  (deps: Deps) =>
  async (viewer: Viewer, paymentId: string): Promise<PaymentView> =>
    found((await paymentsByIds(deps)(viewer, [paymentId]))[0]);

/** @throws DomainError NOT_FOUND, also for somebody else's */
export const paymentOfSession =
  (deps: Deps) =>
  async (viewer: Viewer, sessionId: string): Promise<PaymentView> =>
    found((await paymentsOfSessions(deps)(viewer, [sessionId]))[0]);

/** A payment that is there for the viewer. @throws DomainError NOT_FOUND */
export function found(payment: PaymentView | undefined): PaymentView {
  if (!payment) throw new DomainError('NOT_FOUND', 'There is no such payment');
  return payment;
}
