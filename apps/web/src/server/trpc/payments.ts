import type { Viewer } from '@halfpast/kernel';
import type { PaymentView } from '@halfpast/payment';
import { z } from 'zod';
import type { UseCases } from '../use-cases.ts';
import { router, signedInProcedure } from './init.ts';
import { id, pageInput, pageOf } from './input.ts';
import { disputeView, type PaymentShown, paymentView } from './views.ts';

/** Shows `payments` with their lessons and tutors: two queries, however many there are. */
async function showing(app: UseCases, viewer: Viewer, payments: readonly PaymentView[]) {
  const [sessions, names] = await Promise.all([
    app.communication.sessionsByIds(
      viewer,
      payments.map((payment) => payment.sessionId),
    ),
    app.people.namesOf(payments.map((payment) => payment.tutorId)),
  ]);
  const sessionOf = new Map(sessions.map((session) => [session.sessionId, session]));
  return (payment: PaymentView): PaymentShown =>
    paymentView(payment, sessionOf.get(payment.sessionId), names);
}

export const paymentsRouter = router({
  /** What the viewer paid or tried to pay, newest first. */
  history: signedInProcedure.input(z.object(pageInput)).query(async ({ ctx, input }) => {
    const payments = await ctx.app.payment.getPaymentHistory(ctx.viewer, pageOf(input));
    return payments.map(await showing(ctx.app, ctx.viewer, payments));
  }),

  /** One payment, with what became of it; its disputes are for operators. */
  byId: signedInProcedure.input(z.object({ paymentId: id })).query(async ({ ctx, input }) => {
    const payment = await ctx.app.payment.paymentOf(ctx.viewer, input.paymentId);
    const show = await showing(ctx.app, ctx.viewer, [payment]);
    const { stripePaymentIntentId, disputes } = payment;
    return { ...show(payment), stripePaymentIntentId, disputes: disputes.map(disputeView) };
  }),
});
