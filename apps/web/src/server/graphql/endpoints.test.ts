import { DomainError, type Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { aPayment, services, student } from '../testing/services.ts';
import { createGraphql, type GraphqlEndpoints } from './endpoints.ts';

type Answer = {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: string[]; extensions: Record<string, unknown> }[];
};

/** The endpoints over in-memory services; `changes` says which of their use cases behave differently. */
async function aGraph({ viewer = student, ...changes }: { viewer?: Viewer | null } & Changes = {}) {
  const all = services();
  const logged: object[] = [];
  const logger = {
    info() {},
    warn: (fields: object) => void logged.push(fields),
    error: (fields: object) => void logged.push(fields),
  };
  const endpoints = await createGraphql({
    ...all,
    payment: { ...all.payment, ...changes.payment },
    saga: { ...all.saga, ...changes.saga },
    communication: { ...all.communication, ...changes.communication },
    logger,
    viewerOf: async () => viewer ?? undefined,
  });
  const send = async (init: RequestInit, { at = 'facade', search = '' }: Where = {}): Promise<Answer> => {
    const request = new Request(`http://localhost/api/graphql${search}`, init);
    const response = await endpoints[at](request, 'request-1');
    return { status: response.status, ...(await response.json()) };
  };
  const ask = (query: string, variables: object = {}, where: Where = {}): Promise<Answer> =>
    send(
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
      where,
    );
  return { ask, send, logged };
}
type Where = { at?: keyof GraphqlEndpoints; search?: string };
type Services = ReturnType<typeof services>;
type Changes = { [name in 'payment' | 'saga' | 'communication']?: Partial<Services[name]> };

const codesOf = (answer: Answer) => answer.errors?.map(({ extensions }) => extensions.code);
const everywhere: (keyof GraphqlEndpoints)[] = ['facade', 'payment'];
const book =
  'mutation ($time: AWSDateTime!) { bookSession(tutorId: "t", time: $time) { sessionId expiresAt } }';

describe('the façade', () => {
  it('answers one query out of all three subgraphs', async () => {
    const { ask } = await aGraph();
    const answer = await ask(
      '{ getMySessions { status tutor { displayName } payment { status amount refunds { amount } } } }',
    );
    expect(answer).toEqual({
      status: 200,
      data: {
        getMySessions: [
          {
            status: 'CONFIRMED',
            tutor: { displayName: 'Ada Byron' },
            payment: { status: 'SUCCEEDED', amount: 4500, refunds: [] },
          },
        ],
      },
    });
  });

  it('answers dates in UTC', async () => {
    const { ask } = await aGraph();
    const answer = await ask('{ getSessionDetails(id: "1") { scheduledAt } }');
    expect(answer.data).toEqual({ getSessionDetails: { scheduledAt: '2030-05-01T10:00:00.000Z' } });
  });

  it('tells its schema', async () => {
    const { ask } = await aGraph();
    const answer = await ask('{ __schema { queryType { fields { name } } } }');
    expect(JSON.stringify(answer.data)).toContain('getMySessions');
  });
});

describe('a refusal', () => {
  it.each(everywhere)('keeps its code, words and details through %s', async (at) => {
    const refusal = new DomainError('SLOT_UNAVAILABLE', 'This time is taken', { alternatives: ['later'] });
    const { ask, logged } = await aGraph({ saga: { bookSession: () => Promise.reject(refusal) } });
    const answer = await ask(book, { time: '2030-05-01T10:00:00Z' }, { at });
    expect(answer).toMatchObject({ status: 200, data: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: 'This time is taken',
        path: ['bookSession'],
        extensions: { code: 'SLOT_UNAVAILABLE', alternatives: ['later'], requestId: 'request-1' },
      }),
    ]);
    expect(logged).toEqual([]);
  });

  it('leaves the rest of the answer there', async () => {
    const { ask } = await aGraph({ payment: { paymentsOfSessions: async () => [] } });
    const answer = await ask('{ getMySessions { status payment { amount } } }');
    expect(answer.data).toEqual({ getMySessions: [{ status: 'CONFIRMED', payment: null }] });
    expect(answer.errors).toMatchObject([
      { path: ['getMySessions', 0, 'payment'], extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it.each(everywhere)('asks strangers at %s to sign in', async (at) => {
    const { ask } = await aGraph({ viewer: null });
    expect(codesOf(await ask('{ getPaymentHistory { amount } }', {}, { at }))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a surprise', () => {
  const failing = { payment: { getPaymentHistory: () => Promise.reject(new Error('password=hunter2')) } };

  it.each(everywhere)('is masked by %s, and logged whole once', async (at) => {
    const { ask, logged } = await aGraph(failing);
    const answer = await ask('{ getPaymentHistory { amount } }', {}, { at });
    expect(codesOf(answer)).toEqual(['INTERNAL']);
    expect(answer.errors?.[0]?.extensions.requestId).toBe('request-1');
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|stack|serviceName/);
    expect(logged).toMatchObject([{ requestId: 'request-1', path: 'getPaymentHistory', code: 'INTERNAL' }]);
    expect(String(Object.values(logged[0] ?? {}).at(-1))).toContain('hunter2');
  });

  it.each(everywhere)('of a field that has no fitting value is one too at %s', async (at) => {
    const broken = aPayment({ amount: Number.NaN });
    const { ask } = await aGraph({ payment: { getPaymentHistory: async () => [broken] } });
    expect(codesOf(await ask('{ getPaymentHistory { amount } }', {}, { at }))).toEqual(['INTERNAL']);
  });

  it.each(everywhere)('that the database is away is UNAVAILABLE, 503, at %s', async (at) => {
    const down = new Error('Connection terminated unexpectedly');
    const { ask, logged } = await aGraph({ payment: { getPaymentHistory: () => Promise.reject(down) } });
    const answer = await ask('{ getPaymentHistory { amount } }', {}, { at });
    expect([answer.status, codesOf(answer)]).toEqual([503, ['UNAVAILABLE']]);
    expect(logged).toMatchObject([{ code: 'UNAVAILABLE' }]);
  });
});

describe.each(everywhere)('at %s, a request that never runs', (at) => {
  it.each(['tomorrow', '2030-05-01T10:00:00', '2030-02-30T10:00:00Z', 7, null])(
    'because %j is not a time is BAD_USER_INPUT',
    async (time) => {
      const { ask } = await aGraph();
      const answer = await ask(book, { time }, { at });
      expect([answer.status, codesOf(answer), answer.data]).toEqual([400, ['BAD_USER_INPUT'], undefined]);
    },
  );

  it('because a time in its text is none is BAD_USER_INPUT, by name', async () => {
    const { ask } = await aGraph();
    const answer = await ask(
      book.replace('($time: AWSDateTime!)', '').replace('$time', '"noon"'),
      {},
      { at },
    );
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
    expect(answer.errors?.[0]?.message).toContain('"noon" is not an AWSDateTime');
  });

  it.each([
    ['is no GraphQL', '{ oh'],
    ['asks for what is not there', '{ getPaymentHistory { wealth } }'],
    [
      'is too deep',
      `{ getPaymentHistory ${'{ session { payment '.repeat(5)} { amount } ${'} }'.repeat(5)} }`,
    ],
    ['is too wide', `{ getPaymentHistory { ${'amount '.repeat(301)} } }`],
    [
      'is too wide by fragments of fragments',
      `{ getPaymentHistory { ...f0 } } ${Array.from({ length: 30 }, (_, n) => `fragment f${n} on Payment { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f30 on Payment { amount }`,
    ],
    ['spreads itself', '{ getPaymentHistory { ...f } } fragment f on Payment { amount ...f }'],
    [
      'says one thing too often',
      `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: getPaymentHistory { amount }`).join(' ')} }`,
    ],
    ['has too many words', `{ getPaymentHistory { amount ${'@skip(if: false) '.repeat(500)} } }`],
  ])('because it %s is BAD_USER_INPUT', async (_, query) => {
    const { ask } = await aGraph();
    const answer = await ask(query, {}, { at });
    expect([answer.status, codesOf(answer)?.[0]]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('over HTTP', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['no JSON', '{'],
    ['too long', JSON.stringify({ query: `{ a }${' '.repeat(100_001)}` })],
  ])('a body that is %s is refused', async (_, body) => {
    const { send } = await aGraph();
    await expect(send({ method: 'POST', headers: json, body })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('a body without a query is refused', async () => {
    const { send } = await aGraph();
    const answer = await send({ method: 'POST', headers: json, body: '{}' });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  });

  it('a form of another site is refused', async () => {
    const { send } = await aGraph();
    const answer = await send({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  });

  it('GET may ask, but change nothing', async () => {
    const { send } = await aGraph();
    const get = (query: string) => send({ headers: json }, { search: `?query=${encodeURIComponent(query)}` });
    expect(await get('{ getPaymentHistory { amount } }')).toMatchObject({ status: 200 });
    const mutation = await get('mutation { giveUpBooking(sessionId: "1") { amount } }');
    expect([mutation.status, codesOf(mutation)]).toEqual([405, ['BAD_USER_INPUT']]);
  });
});
