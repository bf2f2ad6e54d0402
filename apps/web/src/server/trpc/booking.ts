import { z } from 'zod';
import { router, signedInProcedure } from './init.ts';
import { id, instant, minutes } from './input.ts';

export const bookingRouter = router({
  /** Holds the slot and opens its payment. */
  book: signedInProcedure
    .input(z.object({ tutorId: id, time: instant, duration: minutes, idempotencyKey: id.optional() }))
    .mutation(async ({ ctx, input: { idempotencyKey, ...wanted } }) => {
      const request = idempotencyKey ? { ...wanted, idempotencyKey } : wanted;
      const { expiresAt, ...booked } = await ctx.app.saga.bookSession(ctx.viewer, request);
      return { ...booked, expiresAt: expiresAt.toISOString() };
    }),

  /** What has become of a booking: the truth for the checkout and the result page. */
  checkout: signedInProcedure.input(z.object({ sessionId: id })).query(async ({ ctx, input }) => {
    const { startsAt, expiresAt, ...checkout } = await ctx.app.saga.checkoutOf(ctx.viewer, input.sessionId);
    const tutor = await ctx.app.tutorMatching.tutor(checkout.tutorId);
    return {
      ...checkout,
      startsAt: startsAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      tutorName: tutor.displayName,
      tutorTimeZone: tutor.timeZone,
    };
  }),

  /** Gives a slot back that isn't paid yet. */
  giveUp: signedInProcedure.input(z.object({ sessionId: id })).mutation(async ({ ctx, input }) => {
    await ctx.app.saga.giveUpBooking(ctx.viewer, input.sessionId);
    return { sessionId: input.sessionId };
  }),
});
