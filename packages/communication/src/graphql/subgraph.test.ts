import { DomainError, type Viewer } from '@halfpast/kernel';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Session } from '../domain/session.ts';
import type { PageFilter } from '../use-cases/ports.ts';
import type { CancellationQuotes, SessionViews } from './resolvers.ts';
import { createCommunicationSubgraph } from './subgraph.ts';

const idOf = (n: number) => `019a0000-0000-7000-8000-00000000000${n}`;

const session: Session = {
  sessionId: idOf(1),
  tutorId: 'tutor-1',
  studentId: 'student-1',
  scheduledAt: new Date('2027-01-05T10:00:00Z'),
  duration: 60,
  status: 'CONFIRMED',
  meetingLink: 'https://meet.test/room',
};

const cancelled: Session = {
  ...session,
  status: 'CANCELLED',
  cancelledBy: 'student-1',
  cancelledAt: new Date('2027-01-04T10:00:00Z'),
  cancellationReason: 'I am ill',
};

const viewer: Viewer = { personId: 'student-1', role: 'student' };

const someViews = () => {
  const asked: unknown[] = [];
  const views: SessionViews = {
    async getMySessions(_: Viewer, filter: PageFilter) {
      asked.push(filter);
      return [session];
    },
    async getSessionDetails(_, sessionId) {
      if (sessionId === session.sessionId) return session;
      throw new DomainError('NOT_FOUND', 'There is no such session');
    },
    async sessionsByIds(_, sessionIds) {
      asked.push(sessionIds);
      return sessionIds.includes(session.sessionId) ? [session] : [];
    },
    async cancelSession(by, request) {
      asked.push({ by, request });
      return cancelled;
    },
  };
  const quotes: CancellationQuotes = {
    cancellationQuote: async (_, sessionId) => ({
      sessionId,
      amount: 2250,
      currency: 'EUR',
      percent: 50,
      until: new Date('2027-01-05T08:00:00Z'),
    }),
  };
  return { views, quotes, asked };
};

const ask = (source: string, who: Viewer | undefined = viewer, { views, quotes } = someViews()) =>
  graphql({ schema: createCommunicationSubgraph(views, quotes), source, contextValue: { viewer: who } });

const askNobody = (source: string) => {
  const { views, quotes } = someViews();
  const schema = createCommunicationSubgraph(views, quotes);
  return graphql({ schema, source, contextValue: { viewer: undefined } });
};

const codesOf = ({ errors = [] }: { errors?: readonly { originalError?: unknown }[] }) =>
  errors.map(({ originalError }) =>
    originalError instanceof DomainError ? originalError.code : originalError,
  );

describe('the communication subgraph', () => {
  it('lists sessions with their tutor as a reference', async () => {
    const { data, errors } = await ask(
      '{ getMySessions { sessionId tutorId studentId scheduledAt duration status meetingLink tutor { tutorId } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      getMySessions: [{ ...session, scheduledAt: '2027-01-05T10:00:00.000Z', tutor: { tutorId: 'tutor-1' } }],
    });
  });

  it('asks for the page and the status that it is asked for', async () => {
    const world = someViews();
    await ask('{ getMySessions(first: null) { status } }', viewer, world);
    await ask(
      `{ getMySessions(status: CANCELLED, first: 2, after: "${idOf(2)}") { status } }`,
      viewer,
      world,
    );
    expect(world.asked).toEqual([
      { page: { first: 50 } },
      { status: 'CANCELLED', page: { first: 2, after: idOf(2) } },
    ]);
  });

  it.each(['first: 0', 'first: 101', 'after: "first page, please"'])(
    'refuses a page with %s',
    async (args) => {
      expect(codesOf(await ask(`{ getMySessions(${args}) { status } }`))).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('gives null and NOT_FOUND for what is not there', async () => {
    const answer = await ask(`{ getSessionDetails(id: "${idOf(2)}") { status } }`);
    expect(answer.data).toEqual({ getSessionDetails: null });
    expect(codesOf(answer)).toEqual(['NOT_FOUND']);
  });

  it('resolves references together, and refuses each that the viewer may not see', async () => {
    const world = someViews();
    const answer = await ask(
      `{ _entities(representations: [
        { __typename: "Session", sessionId: "${idOf(1)}" }, { __typename: "Session", sessionId: "${idOf(2)}" }
      ]) { ... on Session { status meetingLink } } }`,
      viewer,
      world,
    );
    expect(answer.data).toEqual({
      _entities: [{ status: 'CONFIRMED', meetingLink: 'https://meet.test/room' }, null],
    });
    expect(codesOf(answer)).toEqual(['NOT_FOUND']);
    expect(world.asked).toEqual([[idOf(1), idOf(2)]]);
  });

  it('cancels a session for the viewer and shows who did it, when and why', async () => {
    const world = someViews();
    const answer = await ask(
      `mutation { cancelSession(id: "${idOf(1)}", reason: "I am ill") {
        status meetingLink cancelledBy cancelledAt cancellationReason } }`,
      viewer,
      world,
    );
    expect(answer.data).toEqual({
      cancelSession: {
        status: 'CANCELLED',
        meetingLink: null,
        cancelledBy: 'student-1',
        cancelledAt: '2027-01-04T10:00:00.000Z',
        cancellationReason: 'I am ill',
      },
    });
    expect(world.asked).toEqual([{ by: viewer, request: { id: idOf(1), reason: 'I am ill' } }]);
  });

  it('shows no cancellation of what is not cancelled', async () => {
    const { data } = await ask(
      `{ getSessionDetails(id: "${idOf(1)}") { cancelledBy cancelledAt cancellationReason } }`,
    );
    expect(data).toEqual({
      getSessionDetails: { cancelledBy: null, cancelledAt: null, cancellationReason: null },
    });
  });

  it('quotes what comes back', async () => {
    const answer = await ask(
      `{ cancellationQuote(id: "${idOf(1)}") { sessionId amount currency percent until } }`,
    );
    expect(answer.data).toEqual({
      cancellationQuote: {
        sessionId: idOf(1),
        amount: 2250,
        currency: 'EUR',
        percent: 50,
        until: '2027-01-05T08:00:00.000Z',
      },
    });
  });

  it.each([
    '{ getMySessions { status } }',
    `mutation { cancelSession(id: "${idOf(1)}") { status } }`,
    `{ cancellationQuote(id: "${idOf(1)}") { amount } }`,
    `{ getSessionDetails(id: "${idOf(1)}") { status } }`,
    `{ _entities(representations: [{ __typename: "Session", sessionId: "${idOf(1)}" }]) { ... on Session { status } } }`,
  ])('answers nobody who is not signed in: %s', async (source) => {
    expect(codesOf(await askNobody(source))).toEqual(['UNAUTHENTICATED']);
  });
});
