import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { type CancellationQuotes, createCommunicationSubgraph } from '@halfpast/communication';
import type { Viewer } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { createPaymentSubgraph } from '@halfpast/payment';
import { createTutorMatchingSubgraph } from '@halfpast/tutor-matching';
import { asBadInput, ourErrors } from './answers.ts';
import type { RequestContext } from './context.ts';
import { createFacade, type Subgraphs } from './facade.ts';
import { serveGraphql } from './http.ts';
import { limits, withinLimits } from './limits.ts';

export type GraphqlParts = {
  readonly communication: Parameters<typeof createCommunicationSubgraph>[0];
  readonly payment: Parameters<typeof createPaymentSubgraph>[0];
  readonly saga: Parameters<typeof createPaymentSubgraph>[1] & CancellationQuotes;
  readonly tutorMatching: Parameters<typeof createTutorMatchingSubgraph>[0];
  readonly logger: Logger;
  viewerOf(headers: Headers): Promise<Viewer | undefined>;
};

type Endpoint = (request: Request, requestId: string) => Promise<Response>;
export type GraphqlEndpoints = { readonly facade: Endpoint } & Readonly<Record<keyof Subgraphs, Endpoint>>;

/** The three subgraphs and the façade over them, each ready to answer HTTP requests. */
export async function createGraphql(parts: GraphqlParts): Promise<GraphqlEndpoints> {
  const { logger, viewerOf } = parts;
  const shared = settings(logger);
  const subgraphs: Subgraphs = {
    communication: createCommunicationSubgraph(parts.communication, parts.saga),
    payment: createPaymentSubgraph(parts.payment, parts.saga),
    'tutor-matching': createTutorMatchingSubgraph(parts.tutorMatching),
  };
  const endpoint = async (server: ApolloServer<RequestContext>): Promise<Endpoint> => {
    await server.start();
    return async (request, requestId) =>
      serveGraphql(server, request, { requestId, viewer: await viewerOf(request.headers) });
  };
  return {
    facade: await endpoint(new ApolloServer({ ...shared, gateway: createFacade(subgraphs, logger) })),
    communication: await endpoint(new ApolloServer({ ...shared, schema: subgraphs.communication })),
    payment: await endpoint(new ApolloServer({ ...shared, schema: subgraphs.payment })),
    'tutor-matching': await endpoint(new ApolloServer({ ...shared, schema: subgraphs['tutor-matching'] })),
  };
}

const settings = (logger: Logger) => ({
  introspection: true,
  csrfPrevention: true,
  persistedQueries: false as const, // without a cache of their own they would only cost memory
  includeStacktraceInErrorResponses: false,
  stopOnTerminationSignals: false,
  parseOptions: { maxTokens: limits.tokens },
  validationRules: [withinLimits],
  formatError: asBadInput,
  plugins: [
    ourErrors(logger),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginLandingPageDisabled(),
  ],
});
