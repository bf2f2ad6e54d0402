import { z } from 'zod';
import { router, signedInProcedure } from './init.ts';
import { pageInput, pageOf } from './input.ts';
import { paymentView } from './views.ts';

export const paymentsRouter = router({
  /** What the viewer paid or tried to pay, newest first. */
  history: signedInProcedure.input(z.object(pageInput)).query(async ({ ctx, input }) => {
    const payments = await ctx.app.payment.getPaymentHistory(ctx.viewer, pageOf(input));
    const [sessions, names] = await Promise.all([
      ctx.app.communication.sessionsByIds(
        ctx.viewer,
        payments.map((payment) => payment.sessionId),
      ),
      ctx.app.people.namesOf(payments.map((payment) => payment.tutorId)),
    ]);
    const sessionOf = new Map(sessions.map((session) => [session.sessionId, session]));
    return payments.map((payment) => paymentView(payment, sessionOf.get(payment.sessionId), names));
  }),
});
