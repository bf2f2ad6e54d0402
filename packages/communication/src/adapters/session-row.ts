import { z } from 'zod';
import { type ConfirmedSession, endOf, meetingLinkOf, type Session } from '../domain/session.ts';

const lesson = z.object({
  sessionId: z.string(),
  tutorId: z.string(),
  studentId: z.string(),
  scheduledAt: z.date(),
  duration: z.int(),
});

const confirmed = lesson.extend({ status: z.literal('CONFIRMED'), meetingLink: z.string() });

const row = z.discriminatedUnion('status', [
  lesson.extend({ status: z.literal('PENDING_PAYMENT') }),
  confirmed,
  lesson.extend({ status: z.literal('COMPLETED'), meetingLink: z.string() }),
  lesson.extend({
    status: z.literal('CANCELLED'),
    cancelledBy: z.string().nullable(),
    cancelledAt: z.date(),
    cancellationReason: z.string().nullable(),
  }),
]);

/** The state that a row holds. @throws ZodError for a row that holds none */
export const toSession = (value: unknown): Session => row.parse(value);

/** @throws ZodError for the row of anything but a confirmed session */
export const toConfirmed = (value: unknown): ConfirmedSession => confirmed.parse(value);

/** The row that holds a state. */
export const toRow = (session: Session) => ({
  ...session,
  endsAt: endOf(session),
  meetingLink: meetingLinkOf(session),
});
