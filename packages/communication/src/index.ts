import type { Clock, NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { PrismaClient } from '@halfpast/prisma';
import { calendarDrawer, type Sender } from './adapters/mail/calendar-drawer.ts';
import { composer } from './adapters/mail/compose.ts';
import { prismaNotifications } from './adapters/prisma-notifications.ts';
import { prismaSessionLists } from './adapters/prisma-session-lists.ts';
import { prismaSessions } from './adapters/prisma-sessions.ts';
import type { NewMeetingLink } from './domain/meeting-link.ts';
import { cancelSession } from './use-cases/cancel-session.ts';
import { completeFinishedSessions } from './use-cases/complete-finished-sessions.ts';
import { createConfirmedSession } from './use-cases/create-confirmed-session.ts';
import { getCalendarFile } from './use-cases/get-calendar-file.ts';
import {
  createPendingSession,
  pendingSessions,
  withdrawPendingSession,
  withdrawSession,
} from './use-cases/pending-session.ts';
import type { People, SendMail } from './use-cases/ports.ts';
import { relayMail } from './use-cases/relay-mail.ts';
import { sendReminders } from './use-cases/send-reminders.ts';
import { sessionState } from './use-cases/session-state.ts';
import { tellCancelled, tellRefunded, tellWithdrawn } from './use-cases/tell.ts';
import { getMySessions, getSessionDetails, sessionsByIds } from './use-cases/view-sessions.ts';

export type { Mail, Mailbox, Person } from './domain/mail.ts';
export { meetingLinks, type NewMeetingLink } from './domain/meeting-link.ts';
export { cancellationOf, meetingLinkOf, type Session, type SessionStatus } from './domain/session.ts';
export { sessionCancelled, sessionCancelledData } from './events.ts';
export { type CancellationQuotes, createCommunicationSubgraph } from './graphql/subgraph.ts';

export type CommunicationParts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newMeetingLink: NewMeetingLink;
  /** Called after each commit that wrote an event, or mails to send. */
  readonly afterCommit: (wrote: 'communication' | 'mail') => void;
};

/** The lessons themselves: made when they are paid, shown to those who take part, cancelled by them, completed when over. */
export function createCommunication(parts: CommunicationParts) {
  const { prisma, clock, newId } = parts;
  const sessions = prismaSessions(parts);
  const notifications = prismaNotifications(parts);
  const telling = { sessions, notifications, newId };
  const lists = prismaSessionLists(prisma);
  return {
    createConfirmedSession: createConfirmedSession({ ...parts, sessions }),
    createPendingSession: createPendingSession({ sessions }),
    cancelSession: cancelSession({ sessions, clock }),
    withdrawSession: withdrawSession({ sessions, clock }),
    withdrawPendingSession: withdrawPendingSession({ sessions, clock }),
    sessionState: sessionState({ sessions }),
    pendingSessions: pendingSessions({ sessions: lists }),
    /** Sessions that a person cancelled before `before`, not settled yet; those that were taken longest ago first. */
    takeUnsettledCancellations: lists.takeUnsettled,
    /** Notes that the saga has answered a cancellation by its refund. */
    settleCancellation: (sessionId: string) => lists.settle(sessionId, clock()),
    tellCancelled: tellCancelled(telling),
    tellWithdrawn: tellWithdrawn(telling),
    tellRefunded: tellRefunded(telling),
    sendReminders: sendReminders({ notifications, clock, newId }),
    completeFinishedSessions: completeFinishedSessions({ sessions: lists, clock }),
    getMySessions: getMySessions({ sessions: lists }),
    getSessionDetails: getSessionDetails({ sessions: lists }),
    sessionsByIds: sessionsByIds({ sessions: lists }),
  };
}

export type Communication = ReturnType<typeof createCommunication>;

export type CalendarParts = Sender & {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly people: People;
};

/** A lesson as a file for the calendar of the viewer. */
export const createCalendarFiles = (parts: CalendarParts) =>
  getCalendarFile({
    ...parts,
    sessions: prismaSessionLists(parts.prisma),
    draw: calendarDrawer(parts),
  });

export type MailRelayParts = CalendarParts & { readonly logger: Logger; readonly sendMail: SendMail };

/** Sends a batch of the mails that are due, each to be called again and again. @returns whether there may be more */
export const createMailRelay = (parts: MailRelayParts): (() => Promise<boolean>) =>
  relayMail({
    ...parts,
    notifications: prismaNotifications({ ...parts, afterCommit: () => {} }),
    sessions: prismaSessionLists(parts.prisma),
    compose: composer(parts),
  });
