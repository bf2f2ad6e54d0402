import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { subgraphNames } from '../graphql/facade.ts';
import { type Cast, gather } from './cast.ts';
import type { Answer } from './outcome.ts';

const own = 'UNAUTHENTICATED shown NOT_FOUND shown NOT_FOUND shown';
const ownList = 'UNAUTHENTICATED shown empty shown empty shown';
const everyone = 'shown shown shown shown shown shown';
const operators = 'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN shown';

/** What each root field answers to: nobody, student, other student, the tutor, other tutor, operator. */
const roots: Record<string, string> = {
  'Query.getMySessions': ownList,
  'Query.getSessionDetails': own,
  'Query.cancellationQuote': own,
  'Query.getPaymentHistory': 'UNAUTHENTICATED shown empty empty empty shown',
  'Query.alerts': operators,
  'Query.tutors': everyone,
  'Query.tutor': everyone,
  'Query.openSlots': everyone,
  'Mutation.bookSession': 'UNAUTHENTICATED shown shown BAD_USER_INPUT shown shown',
  'Mutation.giveUpBooking': 'UNAUTHENTICATED shown NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND',
  'Mutation.cancelSession': 'UNAUTHENTICATED shown NOT_FOUND shown NOT_FOUND FORBIDDEN',
};

/** How each root field is asked. */
const asked: Record<string, (cast: Cast) => string | Promise<string>> = {
  'Query.getMySessions': () => '{ getMySessions { sessionId } }',
  'Query.getSessionDetails': ({ lesson }) => `{ getSessionDetails(id: "${lesson.sessionId}") { sessionId } }`,
  'Query.cancellationQuote': ({ lesson }) => `{ cancellationQuote(id: "${lesson.sessionId}") { amount } }`,
  'Query.getPaymentHistory': () => '{ getPaymentHistory { paymentId } }',
  'Query.alerts': () => '{ alerts { alertId } }',
  'Query.tutors': () => '{ tutors { tutorId } }',
  'Query.tutor': ({ tutorId }) => `{ tutor(id: "${tutorId}") { tutorId } }`,
  'Query.openSlots': ({ tutorId, time }) =>
    `{ openSlots(tutorId: "${tutorId}", from: "${time().slice(0, 10)}T00:00:00Z", to: "${time().slice(0, 10)}T23:59:59Z") { startsAt } }`,
  'Mutation.bookSession': ({ tutorId, time }) =>
    `mutation { bookSession(tutorId: "${tutorId}", time: "${time()}") { sessionId } }`,
  'Mutation.giveUpBooking': async ({ unpaid }) =>
    `mutation { giveUpBooking(sessionId: "${(await unpaid()).sessionId}") { paymentId } }`,
  'Mutation.cancelSession': async ({ confirmed }) =>
    `mutation { cancelSession(id: "${(await confirmed()).sessionId}") { sessionId } }`,
};

/** An entity's fields, as `_entities` answers them; a field that not all who see the entity may see has a row of its own. */
const entities: Record<string, Record<string, string>> = {
  Session: {
    sessionId: own,
    tutorId: own,
    studentId: own,
    scheduledAt: own,
    duration: own,
    status: own,
    meetingLink: own,
    cancelledBy: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND empty',
    cancelledAt: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND empty',
    cancellationReason: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND empty',
    tutor: own,
    payment: own,
  },
  Payment: {
    paymentId: own,
    userId: own,
    sessionId: own,
    amount: own,
    currency: own,
    status: own,
    failureReason: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND empty',
    stripePaymentIntentId: 'UNAUTHENTICATED shown NOT_FOUND empty NOT_FOUND shown',
    refunds: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND empty',
    disputes: 'UNAUTHENTICATED empty NOT_FOUND empty NOT_FOUND shown',
    session: own,
  },
  Tutor: Object.fromEntries(
    ['tutorId', 'displayName', 'headline', 'bio', 'subjects', 'languages', 'hourlyRate', 'currency']
      .concat('timeZone', 'durations')
      .map((field) => [field, everyone]),
  ),
};

/** Plain values: whoever sees the field that leads to one sees all of it. */
const values: Record<string, readonly string[]> = {
  BookSessionResult: ['sessionId', 'paymentId', 'clientSecret', 'amount', 'currency', 'expiresAt'],
  CancellationQuote: ['sessionId', 'amount', 'currency', 'percent', 'until'],
  Refund: ['refundId', 'amount', 'currency', 'status', 'reason', 'createdAt'],
  Dispute: ['disputeId', 'paymentId', 'amount', 'currency', 'status', 'reason', 'openedAt'],
  Alert: ['alertId', 'kind', 'paymentId', 'sessionId', 'words', 'createdAt'],
  Slot: ['startsAt', 'endsAt'],
};

const doors = ['/api/graphql', ...subgraphNames.map((name) => `/api/graphql/${name}`)];
const federation = new Set(['_entities', '_service']);

const named = z.object({ name: z.string().nullable() });
const described = z.object({
  __schema: z.object({
    types: z.array(
      z.object({
        kind: z.string(),
        name: z.string(),
        fields: z
          .array(
            z.object({
              name: z.string(),
              type: named.extend({
                ofType: named
                  .extend({ ofType: named.extend({ ofType: named.nullable() }).nullable() })
                  .nullable(),
              }),
            }),
          )
          .nullable(),
      }),
    ),
  }),
});
const describeItself = `{ __schema { types { kind name fields { name
  type { name ofType { name ofType { name ofType { name } } } } } } } }`;

type Field = {
  readonly door: string;
  readonly type: string;
  readonly field: string;
  readonly isPlain: boolean;
};

let cast: Cast;
const fields: Field[] = [];

beforeAll(async () => {
  cast = await gather(inject('postgresUrl'));
  for (const door of doors) fields.push(...(await fieldsAt(door)));
});
afterAll(() => cast.world.end());

/** Each field of each type that a door tells of. */
async function fieldsAt(door: string): Promise<readonly Field[]> {
  const { data } = await cast.people.nobody.graphql(describeItself, {}, door);
  const types = described
    .parse(data)
    .__schema.types.filter(({ kind, name }) => kind === 'OBJECT' && !name.startsWith('_'));
  const objects = new Set(types.map(({ name }) => name));
  return types.flatMap((type) =>
    (type.fields ?? [])
      .filter(({ name }) => !federation.has(name))
      .map(({ name, type: { name: itself, ofType } }) => {
        const leadsTo = [itself, ofType?.name, ofType?.ofType?.name, ofType?.ofType?.ofType?.name];
        const isPlain = !leadsTo.some((found) => found && objects.has(found));
        return { door, type: type.name, field: name, isPlain };
      }),
  );
}

const answerOf = async (
  asking: ReturnType<Cast['people']['nobody']['graphql']>,
  value: (data: Record<string, unknown>) => unknown,
): Promise<Answer> => {
  const { codes, data } = await asking;
  return { code: codes[0], value: data ? value(data) : undefined };
};

describe('every GraphQL field', () => {
  it('has a row', () => {
    const rows = new Set([
      ...Object.keys(roots),
      ...Object.entries(entities).flatMap(([type, fields]) => Object.keys(fields).map((f) => `${type}.${f}`)),
      ...Object.entries(values).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`)),
    ]);
    const known = new Set(fields.map(({ type, field }) => `${type}.${field}`));
    expect([...known].sort()).toEqual([...rows].sort());
    expect(Object.keys(asked).sort()).toEqual(Object.keys(roots).sort());
  });

  it.each(Object.entries(roots))('%s is for: %s', async (row, expected) => {
    const ask = asked[row];
    if (!ask) throw new Error(`Nobody knows how to ask ${row}`);
    const [type, field = ''] = row.split('.');
    const at = fields.filter((known) => known.type === type && known.field === field);
    expect(at.length).toBe(2); // the façade and its own subgraph
    for (const { door } of at) {
      const isBooking = field === 'bookSession';
      const query = await ask(cast);
      const outcomes = await cast.outcomes(async (person) =>
        answerOf(person.graphql(isBooking ? await ask(cast) : query, {}, door), (data) => data[field]),
      );
      expect(`${door} ${outcomes}`).toBe(`${door} ${expected}`);
    }
  });

  it.each(Object.keys(entities))(
    'of a %s is for those who may see it, through _entities too',
    async (type) => {
      const { lesson, tutorId } = cast;
      const keys: Record<string, string> = {
        Session: `sessionId: "${lesson.sessionId}"`,
        Payment: `paymentId: "${lesson.paymentId}"`,
        Tutor: `tutorId: "${tutorId}"`,
      };
      const found: Record<string, string> = {};
      for (const { door, field, isPlain } of fields.filter((known) => known.type === type)) {
        const isReference = ['sessionId', 'tutorId'].includes(field) && !isResolved(type, door);
        if (door === '/api/graphql' || isReference) continue;
        const selection = isPlain ? field : `${field} { __typename }`;
        const query = `{ _entities(representations: [{ __typename: "${type}", ${keys[type]} }]) { ... on ${type} { ${selection} } } }`;
        found[field] = await cast.outcomes((person) =>
          answerOf(
            person.graphql(query, {}, door),
            ({ _entities: [entity] = [] }: { _entities?: unknown[] }) =>
              entity && typeof entity === 'object' ? Reflect.get(entity, field) : entity,
          ),
        );
      }
      expect(found).toEqual(entities[type]);
    },
  );
});

/** Where an entity lives; elsewhere it is a key that its asker has brought along. */
const homes: Record<string, string> = {
  Session: '/api/graphql/communication',
  Payment: '/api/graphql/payment',
  Tutor: '/api/graphql/tutor-matching',
};
const isResolved = (type: string, door: string): boolean => homes[type] === door;
