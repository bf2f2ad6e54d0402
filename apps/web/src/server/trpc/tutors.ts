import type { Tutor } from '@halfpast/tutor-matching';
import { z } from 'zod';
import { procedure, router } from './init.ts';
import { id, instant, minutes } from './input.ts';

const summaryOf = (tutor: Tutor) => ({
  tutorId: tutor.tutorId,
  displayName: tutor.displayName,
  headline: tutor.headline,
  subjects: [...tutor.subjects],
  languages: [...tutor.languages],
  hourlyRate: tutor.hourlyRate,
  currency: tutor.currency,
  timeZone: tutor.timeZone,
  durations: [...tutor.durations],
});

export const tutorsRouter = router({
  /** Everyone who teaches, or who teaches `subject`. */
  list: procedure
    .input(z.object({ subject: z.string().max(100).optional() }).optional())
    .query(async ({ ctx, input }) => {
      const tutors = await ctx.app.tutorMatching.tutors();
      const subject = input?.subject;
      return tutors.filter((tutor) => !subject || tutor.subjects.includes(subject)).map(summaryOf);
    }),

  byId: procedure.input(z.object({ tutorId: id })).query(async ({ ctx, input }) => {
    const tutor = await ctx.app.tutorMatching.tutor(input.tutorId);
    return { ...summaryOf(tutor), bio: tutor.bio };
  }),

  openSlots: procedure
    .input(z.object({ tutorId: id, from: instant, to: instant, duration: minutes }))
    .query(async ({ ctx, input }) => {
      const slots = await ctx.app.tutorMatching.openSlots(input);
      return slots.map((slot) => ({
        startsAt: slot.startsAt.toISOString(),
        endsAt: slot.endsAt.toISOString(),
      }));
    }),
});
