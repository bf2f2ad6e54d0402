import type { Clock } from '@halfpast/kernel';
import type { PrismaClient } from '@halfpast/prisma';
import { prismaSessions } from './adapters/prisma-sessions.ts';
import type { NewMeetingLink } from './domain/meeting-link.ts';
import { completeFinishedSessions } from './use-cases/complete-finished-sessions.ts';
import { createConfirmedSession } from './use-cases/create-confirmed-session.ts';
import { getMySessions, getSessionDetails, sessionsByIds } from './use-cases/view-sessions.ts';

export { meetingLinks, type NewMeetingLink } from './domain/meeting-link.ts';
export { meetingLinkOf, type Session, type SessionStatus } from './domain/session.ts';
export { createCommunicationSubgraph } from './graphql/subgraph.ts';

export type CommunicationParts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newMeetingLink: NewMeetingLink;
};

/** The lessons themselves: made when they are paid, shown to those who take part, completed when they are over. */
export function createCommunication({ prisma, clock, newMeetingLink }: CommunicationParts) {
  const sessions = prismaSessions(prisma);
  return {
    createConfirmedSession: createConfirmedSession({ sessions, clock, newMeetingLink }),
    sessionExists: async (sessionId: string) => (await sessions.find(sessionId)) !== undefined,
    completeFinishedSessions: completeFinishedSessions({ sessions, clock }),
    getMySessions: getMySessions({ sessions }),
    getSessionDetails: getSessionDetails({ sessions }),
    sessionsByIds: sessionsByIds({ sessions }),
  };
}

export type Communication = ReturnType<typeof createCommunication>;
