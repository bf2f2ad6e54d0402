import { buildSubgraphSchema } from '@apollo/subgraph';
import { checkedReferences } from '@halfpast/graphql';
import { type GraphQLSchema, parse } from 'graphql';
import { sdl } from './generated/sdl.ts';
import { type CancellationQuotes, createResolvers, type SessionViews } from './resolvers.ts';

export type { CancellationQuotes } from './resolvers.ts';

/** The schema of this service as a subgraph of the federation. */
export const createCommunicationSubgraph = (
  sessions: SessionViews,
  quotes: CancellationQuotes,
): GraphQLSchema =>
  checkedReferences(
    buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: createResolvers(sessions, quotes) }]),
    { Session: 'sessionId' },
  );
