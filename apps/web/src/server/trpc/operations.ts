import type { Viewer } from '@halfpast/kernel';
import type { PaymentView, RaisedAlert } from '@halfpast/payment';
import { z } from 'zod';
import type { UseCases } from '../use-cases.ts';
import { router, signedInProcedure } from './init.ts';
import { pageInput, pageOf } from './input.ts';
import { disputeView, type Names, nameIn, refundView } from './views.ts';

/** Disputes are few, and those that aren't decided come first. */
const mostDisputes = 100;

type About = { readonly paymentId: string };
type Shown = { readonly payments: ReadonlyMap<string, PaymentView>; readonly names: Names };

/** The payments that these are about, and their people: two queries, however many there are. */
async function showing(app: UseCases, viewer: Viewer, about: readonly About[]): Promise<Shown> {
  const paymentIds = [...new Set(about.map(({ paymentId }) => paymentId))];
  if (paymentIds.length === 0) return { payments: new Map(), names: new Map() };
  const payments = await app.payment.paymentsByIds(viewer, paymentIds);
  const names = await app.people.namesOf(payments.flatMap(({ userId, tutorId }) => [userId, tutorId]));
  return { payments: new Map(payments.map((payment) => [payment.paymentId, payment])), names };
}

const paymentShown = ({ payments, names }: Shown, { paymentId }: About) => {
  const payment = payments.get(paymentId);
  if (!payment) return null;
  const { sessionId, amount, currency, userId, tutorId, refunds } = payment;
  return {
    sessionId,
    amount,
    currency,
    studentName: nameIn(names, userId),
    tutorName: nameIn(names, tutorId),
    refunds: refunds.map(refundView),
  };
};

const alertView = (shown: Shown, alert: RaisedAlert) => ({
  alertId: alert.alertId,
  kind: alert.kind,
  words: alert.words,
  paymentId: alert.paymentId,
  createdAt: alert.createdAt.toISOString(),
  payment: paymentShown(shown, alert),
});

/** For operators; the use cases refuse everybody else. */
export const operationsRouter = router({
  /** What somebody should know of, newest first. */
  alerts: signedInProcedure.input(z.object(pageInput)).query(async ({ ctx, input }) => {
    const alerts = await ctx.app.payment.alerts(ctx.viewer, pageOf(input));
    const shown = await showing(ctx.app, ctx.viewer, alerts);
    return alerts.map((alert) => alertView(shown, alert));
  }),

  disputes: signedInProcedure.query(async ({ ctx }) => {
    const disputes = await ctx.app.payment.disputes(ctx.viewer, { first: mostDisputes });
    const shown = await showing(ctx.app, ctx.viewer, disputes);
    return disputes.map((dispute) => ({ ...disputeView(dispute), payment: paymentShown(shown, dispute) }));
  }),
});
