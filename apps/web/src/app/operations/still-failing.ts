import type { Alert, Refund } from '@/trpc/answers.ts';

export type Failing = { readonly alert: Alert; readonly last: Refund; readonly tries: number };

/** Of the refunds that an alert told of, those that still haven't arrived; each payment once. */
export function stillFailing(alerts: readonly Alert[]): readonly Failing[] {
  const told = alerts.filter(({ kind }) => kind === 'REFUND_FAILED');
  const byPayment = new Map(told.map((alert) => [alert.paymentId, alert]));
  return [...byPayment.values()].flatMap((alert) => {
    const refunds = alert.payment?.refunds ?? [];
    const last = refunds.at(-1);
    const tries = refunds.filter(({ status }) => status === 'FAILED').length;
    return last && last.status !== 'SUCCEEDED' && tries > 0 ? [{ alert, last, tries }] : [];
  });
}
