import type { Mailbox } from '../../domain/mail.ts';
import { meetingLinkOf, type Session } from '../../domain/session.ts';
import type { DrawCalendar } from '../../use-cases/ports.ts';
import { calendarFile } from './calendar-file.ts';
import { lineOf, nameOf } from './names.ts';

export type Sender = {
  /** Where people reach the product. */
  readonly publicUrl: string;
  /** Who invites to a lesson: the mailbox that the mails come from. */
  readonly organizer: Mailbox;
};

/** The page of a lesson. */
export const pageOf = ({ sessionId }: Session, publicUrl: string): string =>
  new URL(`/sessions/${sessionId}`, publicUrl).href;

/** Writes the calendar file of a lesson for one of the two. */
export const calendarDrawer =
  ({ publicUrl, organizer }: Sender): DrawCalendar =>
  ({ session, to, other }, told) =>
    calendarFile({
      ...told,
      lesson: session,
      host: new URL(publicUrl).hostname,
      summary: `Lesson with ${nameOf(other)}`,
      location: meetingLinkOf(session),
      url: pageOf(session, publicUrl),
      organizer,
      attendee: { name: lineOf(to.name), address: to.email, timeZone: to.timeZone },
    });
