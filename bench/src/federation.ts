import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { createCommunication, createCommunicationSubgraph } from '@halfpast/communication';
import { systemClock } from '@halfpast/kernel';
import { createLogger } from '@halfpast/kernel/logger';
import { createPayment, createPaymentSubgraph, createStripe } from '@halfpast/payment';
import type { PrismaClient } from '@halfpast/prisma';
import { createTutorMatching, createTutorMatchingSubgraph } from '@halfpast/tutor-matching';
import { createFacade } from '../../apps/web/src/server/graphql/facade.ts';
import { follow, plainSchemaOf, referenceOf } from './plain-schema.ts';

const query = `{ getMySessions(first: 10) {
  sessionId status scheduledAt tutor { displayName } payment { status amount refunds { amount } } } }`;

const notAsked = () => Promise.reject(new Error('Only reading is measured'));

/** The three subgraphs on the real database; nothing that would leave this machine is ever called. */
function subgraphsOn(prisma: PrismaClient) {
  const clock = systemClock;
  const communication = createCommunication({
    prisma,
    clock,
    newId: () => '',
    newMeetingLink: () => '',
    afterCommit: () => {},
  });
  const payment = createPayment({
    prisma,
    stripe: createStripe({ secretKey: 'sk_test_bench', apiUrl: 'http://127.0.0.1:1' }),
    clock,
    newId: () => '',
    logger,
    deployment: 'bench',
    webhookSecrets: [],
    afterCommit: () => {},
  });
  const tutorMatching = createTutorMatching({ prisma, clock, bookingNoticeSeconds: 0 });
  return {
    communication: createCommunicationSubgraph(communication, { cancellationQuote: notAsked }),
    payment: createPaymentSubgraph(payment, { bookSession: notAsked, giveUpBooking: notAsked }),
    'tutor-matching': createTutorMatchingSubgraph(tutorMatching),
  };
}

const logger = createLogger('bench', 'silent');

const sdlOf = (name: string) =>
  readFileSync(new URL(`../../packages/${name}/src/graphql/schema.graphql`, import.meta.url), 'utf8');

/**
 * The same query of `studentId` through the façade and on one plain schema with the same resolvers, by turns.
 * @returns the milliseconds of each run
 */
export async function compareFederation(prisma: PrismaClient, studentId: string, runs: number) {
  const subgraphs = subgraphsOn(prisma);
  const plain = plainSchemaOf(
    Object.entries(subgraphs).map(([name, schema]) => ({ sdl: sdlOf(name), schema })),
  );
  follow(plain, ['Session', 'tutor'], referenceOf(subgraphs['tutor-matching'], 'Tutor'));
  const servers = {
    federated: new ApolloServer({ gateway: createFacade(subgraphs, logger) }),
    plain: new ApolloServer({ schema: plain }),
  };
  const times = { federated: [] as number[], plain: [] as number[] };
  const answers = new Set<string>();
  for (let run = -20; run < runs; run++) {
    for (const name of ['federated', 'plain'] as const) {
      const began = performance.now();
      const { body } = await servers[name].executeOperation(
        { query },
        { contextValue: { viewer: { personId: studentId, role: 'student' }, requestId: `bench-${run}` } },
      );
      if (run >= 0) times[name].push(performance.now() - began);
      answers.add(body.kind === 'single' ? JSON.stringify(body.singleResult) : '');
    }
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  if (answers.size !== 1) throw new Error(`The two answer differently:\n${[...answers].join('\n')}`);
  return { ...times, answer: [...answers].join('') };
}
