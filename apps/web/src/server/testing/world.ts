import { setTimeout as sleep } from 'node:timers/promises';
import { createStripe } from '@halfpast/payment';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase, startInngestSandbox, startStripeSandbox } from '@halfpast/sandbox';
import { createApp } from '../app.ts';
import { signUp } from './client.ts';
import { openDoor } from './door.ts';
import { envWith, inngestKeys, publicUrl, webhookSecret } from './settings.ts';

export const tutorId = 'tutor-ada';

/** The whole server: its routes over a database of its own, the Stripe sandbox and the Inngest engine; mail goes nowhere. */
export async function startWorld(postgresUrl: string, settings: Record<string, string> = {}) {
  const databaseUrl = await createTestDatabase(postgresUrl);
  const sandboxUrl = await createTestDatabase(postgresUrl);
  const door = await openDoor();
  const stripeSandbox = await startStripeSandbox({
    databaseUrl: sandboxUrl,
    port: 0,
    webhookUrl: `${door.url}/api/webhooks/stripe`,
    webhookSecret,
    retryDelays: [0.2, 0.5, 1],
  });
  const engine = await startInngestSandbox({
    databaseUrl: sandboxUrl,
    port: 0,
    sdkUrl: `${door.url}/api/inngest`,
    syncMs: 200,
    ...inngestKeys,
  });
  const env = envWith({
    DATABASE_URL: databaseUrl,
    STRIPE_API_URL: stripeSandbox.url,
    INNGEST_BASE_URL: engine.url,
    ...settings,
  });
  const queries: string[] = [];
  const app = createApp(env, { prisma: createPrisma(databaseUrl, 10, (sql) => queries.push(sql)) });
  globalThis.halfpastApp = app;
  app.relay.start();
  await engine.whenSynced();
  await makeTutor(app.prisma);
  const stripe = createStripe({ secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL });

  return {
    app,
    env,
    signUp,
    stripe,
    stripeUrl: stripeSandbox.url,
    /** The statements that `work` sends to the database. */
    async queriesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
      await app.relay.stop();
      await engine.whenIdle();
      queries.length = 0;
      await work();
      const sent = [...queries];
      app.relay.start();
      return sent;
    },
    /** Pays as a browser would. */
    pay: (clientSecret: string, card = 'pm_card_visa') =>
      stripe.paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', {
        payment_method: card,
        return_url: publicUrl,
      }),
    async end() {
      await app.relay.stop();
      app.mailer.close();
      await engine.stop();
      await stripeSandbox.stop();
      await door.close();
      await app.prisma.$disconnect();
      globalThis.halfpastApp = undefined;
    },
  };
}

async function makeTutor(prisma: PrismaClient): Promise<void> {
  await prisma.authUser.create({
    data: { id: tutorId, name: 'Ada Byron', email: 'ada@example.test', role: 'tutor' },
  });
  const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));
  await prisma.tutor.create({
    data: {
      tutorId,
      displayName: 'Ada Byron',
      headline: 'Maths with patience',
      bio: 'Twelve years of it.',
      subjects: ['Maths'],
      languages: ['English'],
      hourlyRate: 4500,
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [30, 60],
      availability: { create: everyDay },
    },
  });
}

/** A full hour, `days` from now and `hour` hours into that day (UTC). */
export const lessonAt = (days: number, hour: number): string => {
  const day = new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
};

/** Asks again until `ready` says that the answer is there. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  ready: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (ready(answer)) return answer;
    await sleep(50);
  }
  throw new Error('It did not come about within ten seconds');
}

export type World = Awaited<ReturnType<typeof startWorld>>;
