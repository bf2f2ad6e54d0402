import { AwsDateTime, type GraphContext, loaderPerRequest } from '@halfpast/graphql';
import { page, signedIn, type Viewer } from '@halfpast/kernel';
import { cancellationOf, meetingLinkOf, type Session } from '../domain/session.ts';
import type { CancellationRequest } from '../use-cases/cancel-session.ts';
import type { PageFilter } from '../use-cases/ports.ts';
import { found } from '../use-cases/view-sessions.ts';
import type { Resolvers } from './generated/resolvers.ts';

/** What this graph asks of its service. */
export type SessionViews = {
  getMySessions(viewer: Viewer, filter: PageFilter): Promise<readonly Session[]>;
  getSessionDetails(viewer: Viewer, sessionId: string): Promise<Session>;
  sessionsByIds(viewer: Viewer, sessionIds: readonly string[]): Promise<readonly Session[]>;
  cancelSession(viewer: Viewer, request: CancellationRequest): Promise<Session>;
};

/** What this graph asks of those who know the price and the policy. */
export type CancellationQuotes = {
  cancellationQuote(
    viewer: Viewer,
    sessionId: string,
  ): Promise<{
    readonly sessionId: string;
    readonly amount: number;
    readonly currency: string;
    readonly percent: number;
    readonly until: Date | null;
  }>;
};

/** Each field asks who is there: `_entities` is a public door like any other. */
export function createResolvers(sessions: SessionViews, quotes: CancellationQuotes): Resolvers {
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
      cancellationQuote: (_, { id }, { viewer }) => quotes.cancellationQuote(signedIn(viewer), id),
    },
    Mutation: {
      cancelSession: (_, request, { viewer }) => sessions.cancelSession(signedIn(viewer), request),
    },
    Session: {
      __resolveReference: async ({ sessionId }, context) => found(await byId(context).load(sessionId)),
      meetingLink: meetingLinkOf,
      cancelledBy: (session) => cancellationOf(session)?.cancelledBy ?? null,
      cancelledAt: (session) => cancellationOf(session)?.cancelledAt ?? null,
      cancellationReason: (session) => cancellationOf(session)?.cancellationReason ?? null,
      tutor: ({ tutorId }) => ({ tutorId }),
    },
  };
}
