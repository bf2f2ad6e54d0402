import { AwsDateTime, loaderPerRequest } from '@halfpast/graphql';
import type { Slot } from '../domain/open-slots.ts';
import type { Tutor } from '../domain/tutor.ts';
import type { Resolvers } from './generated/resolvers.ts';

/** What the subgraph asks of its service. Whom one can learn with is open to all, signed in or not. */
export type TutorCatalogue = {
  tutors(): Promise<readonly Tutor[]>;
  tutor(tutorId: string): Promise<Tutor>;
  tutorsByIds(tutorIds: readonly string[]): Promise<readonly Tutor[]>;
  openSlots(search: { tutorId: string; from: Date; to: Date; duration: number }): Promise<readonly Slot[]>;
};

export function createResolvers(catalogue: TutorCatalogue): Resolvers {
  const tutorLoader = loaderPerRequest(
    (tutorIds) => catalogue.tutorsByIds(tutorIds),
    (tutor: Tutor) => tutor.tutorId,
  );
  return {
    AWSDateTime: AwsDateTime,
    Query: {
      tutors: async () => [...(await catalogue.tutors())],
      tutor: (_, { id }) => catalogue.tutor(id),
      openSlots: async (_, { duration, ...search }) => [
        ...(await catalogue.openSlots({ ...search, duration: duration ?? 60 })),
      ],
    },
    Tutor: {
      __resolveReference: async ({ tutorId }, context) => (await tutorLoader(context).load(tutorId)) ?? null,
    },
  };
}
