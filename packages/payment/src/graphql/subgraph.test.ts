import type { GraphContext } from '@halfpast/graphql';
import { newId, type Viewer } from '@halfpast/kernel';
import { type ExecutionResult, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { recordDisputeOf } from '../domain/account.ts';
import { aPaidPayment, aPendingPayment, operator, stranger, student, tutor } from '../testing/orders.ts';
import { paymentsInMemory } from '../testing/payments-in-memory.ts';
import { getPaymentHistory } from '../use-cases/get-payment-history.ts';
import { paymentOfSession, paymentsByIds, paymentsOfSessions } from '../use-cases/view-payments.ts';
import { alerts } from '../use-cases/watch.ts';
import { createPaymentSubgraph } from './subgraph.ts';

/** The subgraph over two payments of one student, and a way to ask it. */
async function aGraph() {
  const { payments, history, accounts, watch } = paymentsInMemory();
  const paid = aPaidPayment();
  const pending = aPendingPayment();
  for (const payment of [paid, pending]) await payments.insertOrFind(payment);
  const reads: string[] = [];
  const requests: unknown[] = [];
  const deps = {
    history: {
      ...history,
      byIds(ids: readonly string[]) {
        reads.push('byIds');
        return history.byIds(ids);
      },
      bySessions(ids: readonly string[]) {
        reads.push('bySessions');
        return history.bySessions(ids);
      },
    },
  };
  const schema = createPaymentSubgraph(
    {
      getPaymentHistory: getPaymentHistory(deps),
      paymentOfSession: paymentOfSession(deps),
      paymentsByIds: paymentsByIds(deps),
      paymentsOfSessions: paymentsOfSessions(deps),
      alerts: alerts({ watch }),
    },
    {
      async bookSession(viewer, request) {
        requests.push({ viewer, ...request });
        const { paymentId, sessionId, amount, currency } = pending;
        const expiresAt = new Date('2026-11-24T12:15:00Z');
        return { paymentId, sessionId, amount, currency, clientSecret: 'pi_1_secret', expiresAt };
      },
      async giveUpBooking(viewer, sessionId) {
        requests.push({ viewer, sessionId });
      },
    },
  );
  const ask = (source: string, viewer: Viewer | undefined, variableValues = {}): Promise<ExecutionResult> => {
    const contextValue: GraphContext = { viewer };
    return graphql({ schema, source, contextValue, variableValues });
  };
  return { ask, accounts, paid, pending, reads, requests };
}

const codes = ({ errors = [] }: ExecutionResult) =>
  errors.map(({ originalError }) => originalError && 'code' in originalError && originalError.code);

describe('the payment history in the graph', () => {
  it('is the viewer’s, newest first, with the sessions of those that are paid', async () => {
    const { ask, paid, pending } = await aGraph();
    const query = '{ getPaymentHistory { paymentId status refunds { amount } session { sessionId } } }';
    expect((await ask(query, student)).data).toEqual({
      getPaymentHistory: [
        {
          paymentId: pending.paymentId,
          status: 'PENDING',
          refunds: [],
          session: null,
        },
        {
          paymentId: paid.paymentId,
          status: 'SUCCEEDED',
          refunds: [],
          session: { sessionId: paid.sessionId },
        },
      ],
    });
    expect((await ask(query, stranger)).data).toEqual({ getPaymentHistory: [] });
  });

  it('is paged, within limits', async () => {
    const { ask, paid, pending } = await aGraph();
    const query = 'query ($after: ID) { getPaymentHistory(first: 1, after: $after) { paymentId } }';
    expect((await ask(query, student, { after: pending.paymentId })).data).toEqual({
      getPaymentHistory: [{ paymentId: paid.paymentId }],
    });
    expect(codes(await ask('{ getPaymentHistory(first: 101) { paymentId } }', student))).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect((await ask('{ getPaymentHistory(first: null) { paymentId } }', student)).errors).toBeUndefined();
  });

  it('needs somebody who is signed in', async () => {
    const { ask } = await aGraph();
    expect(codes(await ask('{ getPaymentHistory { paymentId } }', undefined))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('what operators look at', () => {
  it('is told to them alone', async () => {
    const { ask, accounts, paid } = await aGraph();
    const { paymentId, sessionId } = paid;
    await accounts.raise({ key: 'k', kind: 'WRONG_AMOUNT', paymentId, sessionId, words: 'Look at this' });
    await accounts.change(paymentId, (account) =>
      recordDisputeOf(account, {
        ...{ disputeId: 'du_1', amount: 4500, currency: 'EUR', reason: 'fraudulent', status: 'OPEN' },
        openedAt: new Date('2026-11-24T12:15:00Z'),
      }),
    );
    const query = '{ alerts { kind words sessionId } getPaymentHistory { disputes { disputeId status } } }';
    const { data } = await ask(query, operator);
    expect(data?.alerts).toContainEqual({ kind: 'WRONG_AMOUNT', words: 'Look at this', sessionId });
    expect(data?.getPaymentHistory).toContainEqual({ disputes: [{ disputeId: 'du_1', status: 'OPEN' }] });
    for (const viewer of [student, tutor, stranger]) {
      expect(codes(await ask('{ alerts { kind } }', viewer))).toEqual(['FORBIDDEN']);
    }
    expect((await ask('{ getPaymentHistory { disputes { status } } }', student)).data).toEqual({
      getPaymentHistory: [{ disputes: [] }, { disputes: [] }],
    });
    expect(codes(await ask('{ alerts { kind } }', undefined))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('payments by reference', () => {
  const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Payment { paymentId status stripePaymentIntentId failureReason }
    ... on Session { sessionId payment { paymentId stripePaymentIntentId } } } }`;
  const payment = (paymentId: string) => ({ __typename: 'Payment', paymentId });
  const session = (sessionId: string) => ({ __typename: 'Session', sessionId });

  it('are all read at once', async () => {
    const { ask, paid, pending, reads } = await aGraph();
    const of = [paid, pending].flatMap((row) => [payment(row.paymentId), session(row.sessionId)]);
    const { data, errors } = await ask(entities, student, { of });
    expect(errors).toBeUndefined();
    expect(data?._entities).toMatchObject([
      { paymentId: paid.paymentId, stripePaymentIntentId: paid.stripePaymentIntentId },
      { payment: { paymentId: paid.paymentId } },
      { paymentId: pending.paymentId },
      { payment: { paymentId: pending.paymentId } },
    ]);
    expect(reads.sort()).toEqual(['byIds', 'bySessions']);
  });

  it('show the tutor no intent, and an operator everything', async () => {
    const { ask, paid } = await aGraph();
    const of = [payment(paid.paymentId), session(paid.sessionId)];
    expect((await ask(entities, tutor, { of })).data?._entities).toMatchObject([
      { status: 'SUCCEEDED', stripePaymentIntentId: null },
      { payment: { stripePaymentIntentId: null } },
    ]);
    expect((await ask(entities, operator, { of })).data?._entities).toMatchObject([
      { stripePaymentIntentId: paid.stripePaymentIntentId },
      { payment: { stripePaymentIntentId: paid.stripePaymentIntentId } },
    ]);
  });

  it.each<[string, Viewer | undefined, string]>([
    ['somebody else', stranger, 'NOT_FOUND'],
    ['nobody', undefined, 'UNAUTHENTICATED'],
  ])('are null to %s, like those that aren’t there', async (_, viewer, code) => {
    const { ask, paid } = await aGraph();
    const of = [
      payment(paid.paymentId),
      payment(newId()),
      payment('x'),
      session(paid.sessionId),
      session(newId()),
    ];
    const answer = await ask(entities, viewer, { of });
    expect(codes(answer)).toEqual([code, code, code, code, code]);
    expect(JSON.stringify(answer.data)).not.toContain(paid.paymentId);
  });
});

describe('booking in the graph', () => {
  const book = `mutation ($tutorId: ID!, $time: AWSDateTime!, $key: ID) {
    bookSession(tutorId: $tutorId, time: $time, idempotencyKey: $key) { sessionId clientSecret expiresAt } }`;
  const time = '2026-12-01T10:00:00+01:00';

  it('hands the request to the saga with its defaults', async () => {
    const { ask, pending, requests } = await aGraph();
    expect((await ask(book, student, { tutorId: 't1', time })).data).toEqual({
      bookSession: {
        sessionId: pending.sessionId,
        clientSecret: 'pi_1_secret',
        expiresAt: '2026-11-24T12:15:00.000Z',
      },
    });
    await ask(book.replace('time: $time', 'time: $time, duration: null'), student, {
      tutorId: 't1',
      time,
      key: 'k',
    });
    const request = { viewer: student, tutorId: 't1', time: new Date(time), duration: 60 };
    expect(requests).toEqual([request, { ...request, idempotencyKey: 'k' }]);
  });

  it('gives a booking up and shows its payment', async () => {
    const { ask, pending, requests } = await aGraph();
    const mutation = 'mutation ($id: ID!) { giveUpBooking(sessionId: $id) { paymentId } }';
    const id = pending.sessionId;
    expect((await ask(mutation, student, { id })).data).toEqual({
      giveUpBooking: { paymentId: pending.paymentId },
    });
    expect(requests).toEqual([{ viewer: student, sessionId: id }]);
  });

  it('is refused to nobody, and for a time without an offset', async () => {
    const { ask, requests } = await aGraph();
    expect(codes(await ask(book, undefined, { tutorId: 't1', time }))).toEqual(['UNAUTHENTICATED']);
    expect((await ask(book, student, { tutorId: 't1', time: '2026-12-01T10:00:00' })).errors).toHaveLength(1);
    expect(requests).toEqual([]);
  });
});
