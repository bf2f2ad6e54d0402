import { buildSubgraphSchema } from '@apollo/subgraph';
import { AwsDateTime, loaderPerRequest } from '@halfpast/graphql';
import { type GraphQLSchema, parse } from 'graphql';
import type { Slot } from '../domain/open-slots.ts';
import type { Tutor } from '../domain/tutor.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { sdl } from './generated/sdl.ts';

/** What the subgraph asks of its service. Whom one can learn with is open to all, signed in or not. */
export type TutorCatalogue = {
  tutors(): Promise<readonly Tutor[]>;
  tutor(tutorId: string): Promise<Tutor>;
  tutorsByIds(tutorIds: readonly string[]): Promise<readonly Tutor[]>;
  openSlots(search: { tutorId: string; from: Date; to: Date; duration: number }): Promise<readonly Slot[]>;
};

/** The schema of this service as a subgraph of the federation. */
export function createTutorMatchingSubgraph(catalogue: TutorCatalogue): GraphQLSchema {
  const tutorLoader = loaderPerRequest(
    (tutorIds) => catalogue.tutorsByIds(tutorIds),
    (tutor: Tutor) => tutor.tutorId,
  );
  const resolvers: Resolvers = {
    AWSDateTime: AwsDateTime,
    Query: {
      tutors: async () => [...(await catalogue.tutors())],
      tutor: (_, { id }) => catalogue.tutor(id),
      openSlots: async (_, search) => [...(await catalogue.openSlots(search))],
    },
    Tutor: {
      __resolveReference: async ({ tutorId }, context) => (await tutorLoader(context).load(tutorId)) ?? null,
    },
  };
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
}
