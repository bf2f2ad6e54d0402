import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommunication } from '@halfpast/communication';
import { isDomainError, newId, plusMinutes, plusSeconds, type Viewer } from '@halfpast/kernel';
import { silentLogger } from '@halfpast/kernel/logger';
import { createPayment, createStripe, type Payments } from '@halfpast/payment';
import { createPrisma } from '@halfpast/prisma';
import { createTestDatabase, freePort, startInngestSandbox, startStripeSandbox } from '@halfpast/sandbox';
import { createTutorMatching } from '@halfpast/tutor-matching';
import { Inngest } from 'inngest';
import { serve } from 'inngest/node';
import { createOutboxRelay, createSaga, inngestFunctions } from '../index.ts';
import { standardPolicy } from './a-booking.ts';

const webhookSecret = 'whsec_saga_test';
const keys = { eventKey: 'saga-event-key', signingKey: `signkey-test-${'cd'.repeat(32)}` };
const quiet = { info() {}, warn() {}, error() {}, debug() {} };
const bookingNoticeSeconds = 3_600;

/** A student with no other lessons. */
export const aStudent = (): Viewer => ({ personId: newId(), role: 'student' });

/**
 * The saga with everything real around it: a database, the services, Stripe's sandbox, the Inngest SDK and an engine,
 * each over HTTP, under one clock that tests move.
 */
export async function aLiveWorld(postgresUrl: string) {
  const time = { offset: 0 };
  const clock = () => new Date(Date.now() + time.offset);
  const prisma = createPrisma(await createTestDatabase(postgresUrl));
  const database = await createTestDatabase(postgresUrl);
  const enginePort = await freePort();
  const inngest = new Inngest({
    id: 'halfpast',
    isDev: false,
    baseUrl: `http://127.0.0.1:${enginePort}`,
    logger: quiet,
    ...keys,
  });
  const relay = createOutboxRelay({ prisma, inngest, logger: silentLogger, relayMail: async () => false });
  const given = {
    prisma,
    clock,
    newId,
    logger: silentLogger,
    afterCommit: () => relay.kick(),
    bookingNoticeSeconds,
  };

  let payment: Payments | undefined;
  const webhooks = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const signature = String(request.headers['stripe-signature']);
    const delivery = { rawBody: Buffer.concat(chunks), signature };
    const status = await payment?.handleStripeWebhook(delivery).then(
      () => 200,
      (error: unknown) => (isDomainError(error, 'BAD_USER_INPUT') ? 400 : 500),
    );
    response.writeHead(status ?? 503).end();
  });
  const stripeSandbox = await startStripeSandbox({
    databaseUrl: database,
    port: 0,
    webhookUrl: webhooks.url,
    webhookSecret,
    clock,
  });
  const stripe = createStripe({ secretKey: 'sk_test_saga', apiUrl: stripeSandbox.url });
  payment = createPayment({ ...given, stripe, deployment: 'test', webhookSecrets: [webhookSecret] });
  const tutorMatching = createTutorMatching(given);
  const newMeetingLink = () => `https://meet.test/${newId()}`;
  const communication = createCommunication({ ...given, newMeetingLink });
  const { refundInFull } = payment;
  const services = {
    tutorMatching,
    payments: {
      ...payment,
      refundInFull: (paymentId: string, reason: string) =>
        refundInFull(paymentId, reason).then(() => 'SENT' as const),
      refundPayment: () => Promise.reject(new Error('not yet')),
      succeededRefund: () => Promise.resolve(undefined),
      reconcile: () => Promise.resolve(undefined),
    },
    sessions: communication,
  };
  const saga = createSaga({ ...given, ...services, holdSeconds: 900, cancellationPolicy: standardPolicy });
  const app = await listen(
    serve({ client: inngest, functions: inngestFunctions({ ...given, inngest, sagas: saga.sagas }) }),
  );

  const startEngine = () =>
    startInngestSandbox({
      databaseUrl: database,
      port: enginePort,
      sdkUrl: app.url,
      clock,
      random: () => 0,
      syncMs: 50,
      pollMs: 100,
      ...keys,
    });
  let engine: Awaited<ReturnType<typeof startEngine>> | undefined;
  const stopEngine = async () => {
    await engine?.stop();
    engine = undefined;
  };

  return {
    ...given,
    ...services,
    ...saga,
    stripe,
    relay,
    inngest,
    /** Where Inngest calls the functions. */
    inngestUrl: app.url,
    async startEngine() {
      engine = await startEngine();
      await engine.whenSynced();
    },
    stopEngine,
    /** Lets time go by, and resolves when the engine has done what became due. */
    async wait(seconds: number) {
      time.offset += seconds * 1_000;
      engine?.wake();
      await engine?.whenIdle();
    },
    /** Makes the sandbox misbehave. */
    async fault(order: object) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(order);
      await fetch(`${stripeSandbox.url}/_sandbox/faults`, { method: 'POST', headers, body });
    },
    /** Pays as a browser does. @returns the status of the intent after that */
    async pay({ clientSecret }: { clientSecret: string }, card = 'pm_card_visa'): Promise<string> {
      const settings = { payment_method: card, return_url: 'https://halfpast.test' };
      const intent = await stripe.paymentIntents
        .confirm(intentIdIn(clientSecret), settings)
        .catch(() => undefined);
      return intent?.status ?? 'declined';
    },
    /** What became of a booking, on all sides. */
    async outcome(sessionId: string) {
      const booking = await prisma.booking.findUniqueOrThrow({ where: { bookingId: sessionId } });
      const hold = await prisma.slotHold.findUnique({ where: { bookingId: sessionId } });
      const session = await prisma.session.findUnique({ where: { sessionId } });
      const row = await prisma.payment.findUnique({ where: { sessionId }, include: { refunds: true } });
      return {
        booking: booking.status,
        slot: hold?.status,
        session: session?.status,
        payment: row?.status,
        refunds: row?.refunds.map(({ amount, status }) => ({ amount, status })),
        isSettled: row?.settledAt != null,
      };
    },
    async end() {
      await relay.stop();
      await stopEngine();
      await app.close();
      await stripeSandbox.stop();
      await webhooks.close();
      await prisma.$disconnect();
    },
  };
}

export type LiveWorld = Awaited<ReturnType<typeof aLiveWorld>>;

/** A tutor who is always there, and a lesson of theirs two days ahead that can be booked. */
export async function aLesson({ prisma, clock }: LiveWorld, ahead = 2 * 24 * 60) {
  const tutorId = newId();
  const allWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1_440 }));
  await prisma.tutor.create({
    data: {
      tutorId,
      displayName: 'Ada',
      headline: 'Mathematics',
      bio: '',
      subjects: ['Mathematics'],
      languages: ['English'],
      hourlyRate: 4_500,
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [30, 60, 90],
      availability: { create: allWeek },
    },
  });
  const hour = new Date(Math.ceil(clock().getTime() / 3_600_000) * 3_600_000);
  return { tutorId, time: plusMinutes(hour, ahead), duration: 60 };
}

export const intentIdIn = (clientSecret: string): string => clientSecret.split('_secret_')[0] ?? '';

/** Resolves when `question` is answered with something, asked again and again for a while. */
export async function eventually<T>(question: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = plusSeconds(new Date(), 15);
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (new Date() > deadline) throw new Error('It did not happen in time');
    await sleep(20);
  }
}

async function listen(handler: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/inngest`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
