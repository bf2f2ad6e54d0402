import { DomainError } from '@halfpast/kernel';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Tutor } from '../domain/tutor.ts';
import type { TutorCatalogue } from './resolvers.ts';
import { createTutorMatchingSubgraph } from './subgraph.ts';

const tutor = (tutorId: string): Tutor => ({
  tutorId,
  displayName: `Tutor ${tutorId}`,
  headline: 'Maths',
  bio: 'Teaches',
  subjects: ['Maths'],
  languages: ['German'],
  hourlyRate: 4000,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  durations: [60],
});

const startsAt = new Date('2027-01-05T10:00:00Z');

const aCatalogue = (): TutorCatalogue & { asked: (readonly string[])[] } => ({
  asked: [],
  tutors: async () => [tutor('1'), tutor('2')],
  async tutor(tutorId) {
    if (tutorId === '1') return tutor('1');
    throw new DomainError('NOT_FOUND', 'There is no such tutor');
  },
  async tutorsByIds(tutorIds) {
    this.asked.push(tutorIds);
    return tutorIds.filter((id) => id !== 'nobody').map(tutor);
  },
  openSlots: async ({ duration }) => [{ startsAt, endsAt: new Date(startsAt.getTime() + duration * 60_000) }],
});

const ask = (source: string, catalogue = aCatalogue()) =>
  graphql({
    schema: createTutorMatchingSubgraph(catalogue),
    source,
    contextValue: { viewer: undefined },
  });

describe('the tutor-matching subgraph', () => {
  it('shows tutors to anybody', async () => {
    const { data, errors } = await ask('{ tutors { tutorId } tutor(id: "1") { displayName hourlyRate } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      tutors: [{ tutorId: '1' }, { tutorId: '2' }],
      tutor: { displayName: 'Tutor 1', hourlyRate: 4000 },
    });
  });

  it('answers null for an unknown tutor, and why', async () => {
    const { data, errors } = await ask('{ tutor(id: "x") { tutorId } }');
    expect(data).toEqual({ tutor: null });
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['', ', duration: null'])('offers lessons of an hour unless told%s', async (duration) => {
    const { data } = await ask(
      `{ openSlots(tutorId: "1", from: "2027-01-05T00:00Z", to: "2027-01-06T01:00+01:00"${duration}) { startsAt endsAt } }`,
    );
    expect(data).toEqual({
      openSlots: [{ startsAt: '2027-01-05T10:00:00.000Z', endsAt: '2027-01-05T11:00:00.000Z' }],
    });
  });

  it('refuses a time without an offset', async () => {
    const { errors } = await ask(
      '{ openSlots(tutorId: "1", from: "2027-01-05T00:00", to: "2027-01-06T00:00Z") { startsAt } }',
    );
    expect(errors?.[0]?.message).toContain('AWSDateTime');
  });

  it('resolves references together, and an unknown one to null', async () => {
    const catalogue = aCatalogue();
    const { data, errors } = await ask(
      `{ _entities(representations: [
        { __typename: "Tutor", tutorId: "1" }, { __typename: "Tutor", tutorId: "nobody" }, { __typename: "Tutor", tutorId: "2" }
      ]) { ... on Tutor { displayName } } }`,
      catalogue,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [{ displayName: 'Tutor 1' }, null, { displayName: 'Tutor 2' }] });
    expect(catalogue.asked).toEqual([['1', 'nobody', '2']]);
  });
});
