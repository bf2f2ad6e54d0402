import { bookingRouter } from './booking.ts';
import { procedure, router } from './init.ts';
import { operationsRouter } from './operations.ts';
import { paymentsRouter } from './payments.ts';
import { sessionsRouter } from './sessions.ts';
import { tutorsRouter } from './tutors.ts';

export const appRouter = router({
  tutors: tutorsRouter,
  booking: bookingRouter,
  sessions: sessionsRouter,
  payments: paymentsRouter,
  operations: operationsRouter,

  /** Who is signed in, or null. */
  me: procedure.query(async ({ ctx }) => {
    const viewer = await ctx.viewer();
    if (!viewer) return null;
    const profile = await ctx.app.people.profileOf(viewer.personId);
    return profile ? { personId: viewer.personId, role: viewer.role, ...profile } : null;
  }),

  /** What the browser needs to talk to Stripe, and to tell the terms. */
  config: procedure.query(({ ctx }) => ctx.app.browser),
});

export type AppRouter = typeof appRouter;
