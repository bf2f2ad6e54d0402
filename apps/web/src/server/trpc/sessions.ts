import { cancellationOf, type Session } from '@halfpast/communication';
import type { Viewer } from '@halfpast/kernel';
import { z } from 'zod';
import type { UseCases } from '../use-cases.ts';
import { router, signedInProcedure } from './init.ts';
import { id, pageInput, pageOf } from './input.ts';
import { type SessionView, sessionView } from './views.ts';

const status = z.enum(['PENDING_PAYMENT', 'CONFIRMED', 'COMPLETED', 'CANCELLED']);

/** Shows `sessions` with their payments and the names of their people: two queries, however many there are. */
async function showing(
  app: UseCases,
  viewer: Viewer,
  sessions: readonly Session[],
): Promise<(session: Session) => SessionView> {
  const [payments, names] = await Promise.all([
    app.payment.paymentsOfSessions(
      viewer,
      sessions.map((session) => session.sessionId),
    ),
    app.people.namesOf(sessions.flatMap((session) => [session.tutorId, session.studentId])),
  ]);
  const paymentOf = new Map(payments.map((payment) => [payment.sessionId, payment]));
  return (session) => sessionView(session, paymentOf.get(session.sessionId), names);
}

/** One session, and what goes back if it was cancelled. */
async function detailsOf(app: UseCases, viewer: Viewer, session: Session) {
  const [show, refundDue] = await Promise.all([
    showing(app, viewer, [session]),
    cancellationOf(session)?.cancelledBy ? app.saga.refundDue(viewer, session.sessionId) : null,
  ]);
  return { ...show(session), refundDue };
}

export const sessionsRouter = router({
  /** What the viewer learns or teaches, newest first. */
  mine: signedInProcedure
    .input(z.object({ status: status.optional(), ...pageInput }))
    .query(async ({ ctx, input }) => {
      const wanted = input.status ? { status: input.status, page: pageOf(input) } : { page: pageOf(input) };
      const sessions = await ctx.app.communication.getMySessions(ctx.viewer, wanted);
      return sessions.length === 0 ? [] : sessions.map(await showing(ctx.app, ctx.viewer, sessions));
    }),

  byId: signedInProcedure.input(z.object({ sessionId: id })).query(async ({ ctx, input }) => {
    const session = await ctx.app.communication.getSessionDetails(ctx.viewer, input.sessionId);
    return detailsOf(ctx.app, ctx.viewer, session);
  }),

  /** What would come back if the viewer cancelled now. */
  cancellationQuote: signedInProcedure.input(z.object({ sessionId: id })).query(async ({ ctx, input }) => {
    const { until, ...quote } = await ctx.app.saga.cancellationQuote(ctx.viewer, input.sessionId);
    return { ...quote, until: until?.toISOString() ?? null };
  }),

  /** Cancels it for the viewer; its refund follows on its own. */
  cancel: signedInProcedure
    .input(z.object({ sessionId: id, reason: z.string().max(2_000).optional() }))
    .mutation(async ({ ctx, input: { sessionId, reason } }) => {
      const session = await ctx.app.communication.cancelSession(ctx.viewer, { id: sessionId, reason });
      return detailsOf(ctx.app, ctx.viewer, session);
    }),
});
