import type { GraphQLDataSource } from '@apollo/gateway';
import type { Logger } from '@halfpast/kernel/logger';
import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from './context.ts';
import { tell } from './errors.ts';

/**
 * A subgraph in this very process. What the planner asks of it is parsed and validated once, not with each request: that
 * is most of what a small operation costs.
 */
export function inProcess(schema: GraphQLSchema, logger: Logger): GraphQLDataSource<RequestContext> {
  const documents = new LRUCache<string, DocumentNode>({ max: 1_000 });

  const documentOf = (query: string): DocumentNode | readonly GraphQLError[] => {
    const known = documents.get(query);
    if (known) return known;
    const document = parse(query, { noLocation: true });
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    documents.set(query, document);
    return document;
  };

  return {
    async process({ request, context }) {
      const listener = { logger, requestId: context.requestId };
      const document = documentOf(request.query ?? '');
      if (!('kind' in document)) return { errors: document.map((error) => tell(error, listener)) };
      const { data, errors } = await execute({
        schema,
        document,
        contextValue: context,
        variableValues: request.variables,
        operationName: request.operationName,
      });
      return errors ? { data, errors: errors.map((error) => tell(error, listener)) } : { data };
    },
  };
}
