import { AwsDateTime, type GraphContext, loaderPerRequest } from '@halfpast/graphql';
import { page, signedIn, type Viewer } from '@halfpast/kernel';
import { meetingLinkOf, type Session } from '../domain/session.ts';
import type { PageFilter } from '../use-cases/ports.ts';
import { found } from '../use-cases/view-sessions.ts';
import type { Resolvers } from './generated/resolvers.ts';

/** What this graph asks of its service. */
export type SessionViews = {
  getMySessions(viewer: Viewer, filter: PageFilter): Promise<readonly Session[]>;
  getSessionDetails(viewer: Viewer, sessionId: string): Promise<Session>;
  sessionsByIds(viewer: Viewer, sessionIds: readonly string[]): Promise<readonly Session[]>;
};

/** Each field asks who is there: `_entities` is a public door like any other. */
export function createResolvers(sessions: SessionViews): Resolvers {
  const byId = loaderPerRequest(
    (sessionIds, { viewer }: GraphContext) => sessions.sessionsByIds(signedIn(viewer), sessionIds),
    (session: Session) => session.sessionId,
  );
  return {
    AWSDateTime: AwsDateTime,
    Query: {
      getMySessions: async (_, { status, first, after }, { viewer }) => [
        ...(await sessions.getMySessions(signedIn(viewer), {
          page: page(first ?? 50, after),
          ...(status ? { status } : {}),
        })),
      ],
      getSessionDetails: (_, { id }, { viewer }) => sessions.getSessionDetails(signedIn(viewer), id),
    },
    Session: {
      __resolveReference: async ({ sessionId }, context) => found(await byId(context).load(sessionId)),
      meetingLink: meetingLinkOf,
      tutor: ({ tutorId }) => ({ tutorId }),
    },
  };
}
