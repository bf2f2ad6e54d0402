import type { GraphQLDataSource } from '@apollo/gateway';
import { AwsDateTime } from '@halfpast/graphql';
import { silentLogger } from '@halfpast/kernel/logger';
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { RequestContext } from './context.ts';
import { inProcess } from './data-source.ts';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      whoAsks: { type: GraphQLString, resolve: (_, __, { viewer }) => viewer?.personId },
      year: {
        type: GraphQLInt,
        args: { of: { type: AwsDateTime } },
        resolve: (_, { of }) => of.getUTCFullYear(),
      },
    },
  }),
});

const context = { requestId: 'request-1', viewer: { personId: 'sam', role: 'student' as const } };

type Ask = Parameters<GraphQLDataSource<RequestContext>['process']>[0];
const asking = (request: Ask['request']) =>
  // What else the gateway hands over tells of the incoming request; a subgraph in process has no use for it.
  inProcess(schema, silentLogger).process({ request, context } as Ask);

describe('a subgraph in this process', () => {
  it('answers in the context of the request, again and again', async () => {
    const subgraph = inProcess(schema, silentLogger);
    for (const personId of ['sam', 'eve']) {
      const asked = {
        request: { query: '{ whoAsks }' },
        context: { ...context, viewer: { personId, role: 'tutor' } },
      };
      expect(await subgraph.process(asked as Ask)).toEqual({ data: { whoAsks: personId } });
    }
  });

  it('reads variables', async () => {
    const query = 'query ($of: AWSDateTime) { year(of: $of) }';
    const variables = { of: '2030-01-01T00:00:00+01:00' };
    expect(await asking({ query, variables })).toEqual({ data: { year: 2029 } });
    expect(await asking({ query, variables: { of: 'soon' } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it.each([{ query: '{ wealth }' }, { query: '{ year(of: "soon") }' }])('refuses %j', async (request) => {
    const answer = await asking(request);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', requestId: 'request-1' } }]);
  });
});
