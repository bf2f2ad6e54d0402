import { buildSubgraphSchema } from '@apollo/subgraph';
import { checkedReferences } from '@halfpast/graphql';
import { type GraphQLSchema, parse } from 'graphql';
import { sdl } from './generated/sdl.ts';
import { createResolvers, type TutorCatalogue } from './resolvers.ts';

/** The schema of this service as a subgraph of the federation. */
export const createTutorMatchingSubgraph = (catalogue: TutorCatalogue): GraphQLSchema =>
  checkedReferences(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: createResolvers(catalogue) }]), {
    Tutor: 'tutorId',
  });
