import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { AwsDateTime } from '@halfpast/graphql';
import type { Logger } from '@halfpast/kernel/logger';
import { type GraphQLSchema, isScalarType } from 'graphql';
import { disableTelemetry } from '../env.ts';
import { inProcess } from './data-source.ts';

export type Subgraphs = Readonly<Record<SubgraphName, GraphQLSchema>>;
export const subgraphNames = ['communication', 'payment', 'tutor-matching'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

export const isSubgraph = (name: string): name is SubgraphName =>
  subgraphNames.some((known) => known === name);

/** All subgraphs as one graph, by the committed `supergraph.graphql`. Each is asked within this process. */
export function createFacade(subgraphs: Subgraphs, logger: Logger): ApolloGateway {
  disableTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(new URL('../../../supergraph.graphql', import.meta.url), 'utf8'),
    buildService({ name }) {
      if (!isSubgraph(name)) throw new Error(`The supergraph names a subgraph "${name}" that isn't here`);
      return inProcess(subgraphs[name], logger);
    },
    logger: quiet(logger),
    __exposeQueryPlanExperimental: false,
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => readDatesIn(apiSchema));
  return gateway;
}

/** SDL can't say what an AWSDateTime is; with this a wrong one is refused at the door, not halfway through. */
function readDatesIn(schema: GraphQLSchema): void {
  const scalar = schema.getType('AWSDateTime');
  if (!isScalarType(scalar)) throw new Error('The supergraph has no AWSDateTime');
  scalar.parseValue = AwsDateTime.parseValue;
  scalar.parseLiteral = AwsDateTime.parseLiteral;
}

const quiet = (logger: Logger) => ({
  debug() {},
  info() {},
  warn: (message: unknown) => logger.warn({}, String(message)),
  error: (message: unknown) => logger.error({}, String(message)),
});
