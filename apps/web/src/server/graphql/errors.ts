import { ApolloServerErrorCode } from '@apollo/server/errors';
import { DomainError, type ErrorCode } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refusalOf, report } from '../refusal.ts';

/** The HTTP status of an answer with such an error: GraphQL's own 200, as long as the server works and has time for who asks. */
export const httpStatus = {
  UNAUTHENTICATED: 200,
  FORBIDDEN: 200,
  NOT_FOUND: 200,
  BAD_USER_INPUT: 200,
  SLOT_UNAVAILABLE: 200,
  CANCELLATION_NOT_ALLOWED: 200,
  PAYMENT_PROVIDER_UNAVAILABLE: 200,
  UNAVAILABLE: 503,
  RATE_LIMITED: 429,
  INTERNAL: 200,
} satisfies Record<ErrorCode, number>;

/** Apollo's codes for a request that never ran; their words hold nothing but what the client sent. */
const neverRan = new Set<unknown>([
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
]);

export type Listener = { readonly logger: Logger; readonly requestId: string };

/** What subgraphs have told already, and how; the façade passes it on as it is. */
const told = new WeakMap<object, GraphQLFormattedError['extensions']>();

/** What the client is told of an error; a surprise is masked, and logged whole. */
export function tell(error: GraphQLError, { logger, requestId }: Listener): GraphQLFormattedError {
  const { extensions: _, ...shown } = error.toJSON();
  const root = rootOf(error);
  if (told.has(root)) return { ...shown, extensions: told.get(root) ?? {} };
  const refusal = refusalOfGraphql(error, root);
  report(logger, refusal, { requestId, path: error.path?.join('.') ?? '' });
  const extensions = { code: refusal.code, ...refusal.details, requestId };
  const answer = { ...shown, message: refusal.message, extensions };
  told.set(answer, extensions);
  return answer;
}

function refusalOfGraphql({ path, extensions }: GraphQLError, root: object): DomainError {
  if (!(root instanceof GraphQLError)) return refusalOf(root);
  const ran = path !== undefined && !neverRan.has(extensions.code);
  return ran ? refusalOf(root) : new DomainError('BAD_USER_INPUT', root.message);
}

/** What was thrown at first; graphql-js and the gateway wrap it once for each level that it passes. */
function rootOf(error: GraphQLError): object {
  let root: object = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}
