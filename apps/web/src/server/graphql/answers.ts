import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { Logger } from '@halfpast/kernel/logger';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from './context.ts';
import { httpStatus, tell } from './errors.ts';

const isOurs = (code: unknown): code is keyof typeof httpStatus =>
  typeof code === 'string' && Object.hasOwn(httpStatus, code);

/** Puts our words and codes in place of every error that an answer carries. */
export const ourErrors = (logger: Logger): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    async willSendResponse({ errors, response, contextValue }) {
      if (!errors || response.body.kind !== 'single') return;
      const answers = errors.map((error) => tell(error, { logger, requestId: contextValue.requestId }));
      response.body.singleResult.errors = answers;
      const statuses = answers.map(({ extensions }) =>
        isOurs(extensions?.code) ? httpStatus[extensions.code] : 200,
      );
      response.http.status = Math.max(response.http.status ?? 200, ...statuses);
      const wait = answers.find(({ extensions }) => extensions?.retryAfter !== undefined);
      if (wait) response.http.headers.set('retry-after', String(wait.extensions?.retryAfter));
    },
  }),
});

/** Apollo refuses some requests before any plugin sees them; it has a code of its own for these. */
export const asBadInput = ({ message, ...error }: GraphQLFormattedError): GraphQLFormattedError =>
  error.extensions?.code === ApolloServerErrorCode.BAD_REQUEST
    ? { message, extensions: { code: 'BAD_USER_INPUT' } }
    : { message, ...error };
