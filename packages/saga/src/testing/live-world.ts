import { createCommunication } from '@halfpast/communication';
import { newId } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { createPayment } from '@halfpast/payment';
import { createPrisma } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { createTutorMatching } from '@halfpast/tutor-matching';
import { inject } from 'vitest';
import { createOutboxRelay, createSaga } from '../index.ts';
import { standardPolicy } from './a-booking.ts';
import { liveEngine } from './live-engine.ts';
import { liveOutcome } from './live-outcome.ts';
import { liveStripe, webhookSecret } from './live-stripe.ts';

/**
 * The saga with everything real around it: a database, the services, Stripe's sandbox, the Inngest SDK and an engine,
 * each over HTTP, under one clock that tests move.
 */
export async function aLiveWorld() {
  const time = { offset: 0 };
  const clock = () => new Date(Date.now() + time.offset);
  const postgresUrl = inject('postgresUrl');
  const prisma = createPrisma(await createTestDatabase(postgresUrl));
  const databaseUrl = await createTestDatabase(postgresUrl);
  const engine = await liveEngine({ databaseUrl, clock });
  const { hearWebhooks, stop: stopStripe, ...stripe } = await liveStripe({ databaseUrl, clock });

  const relay = createOutboxRelay({
    prisma,
    inngest: engine.inngest,
    logger: silentLogger,
    relayMail: async () => false,
  });
  const given = {
    prisma,
    clock,
    newId,
    logger: silentLogger,
    afterCommit: () => relay.kick(),
    bookingNoticeSeconds: 3_600,
    holdSeconds: 900,
    cancellationPolicy: standardPolicy,
  };
  const payments = createPayment({
    ...given,
    stripe: stripe.stripe,
    deployment: 'test',
    webhookSecrets: [webhookSecret],
  });
  hearWebhooks(payments);
  const tutorMatching = createTutorMatching(given);
  const newMeetingLink = () => `https://meet.test/${newId()}`;
  const communication = createCommunication({ ...given, newMeetingLink });
  const services = { tutorMatching, payments, sessions: communication };
  const saga = createSaga({ ...given, ...services });
  const inngestUrl = await engine.serve(saga.sagas);

  return {
    ...given,
    ...services,
    ...stripe,
    ...saga,
    ...liveOutcome(prisma),
    communication,
    relay,
    engine,
    inngest: engine.inngest,
    /** Where Inngest calls the functions. */
    inngestUrl,
    /** Everything runs. */
    async start() {
      relay.start();
      await engine.start(inngestUrl);
    },
    async rest() {
      await relay.stop();
      await engine.stop();
    },
    /** Lets time go by, and resolves when the engine has done what became due. */
    async wait(seconds: number) {
      time.offset += seconds * 1_000;
      await engine.catchUp();
    },
    async end() {
      await relay.stop();
      await engine.end();
      await stopStripe();
      await prisma.$disconnect();
    },
  };
}

/** Why a test that stops the engine is left out beside a real Inngest server. */
export const notOurs = 'A test stops no Inngest server that somebody else runs';

export type LiveWorld = Awaited<ReturnType<typeof aLiveWorld>>;
