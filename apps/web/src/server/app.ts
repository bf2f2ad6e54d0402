import {
  createCalendarFiles,
  createCommunication,
  createMailRelay,
  meetingLinks,
} from '@halfpast/communication';
import { type Clock, newId, systemClock } from '@halfpast/kernel';
import { createLogger } from '@halfpast/kernel/logger';
import { createPayment, createStripe } from '@halfpast/payment';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createOutboxRelay, createSaga, inngestFunctions } from '@halfpast/saga';
import { createTutorMatching } from '@halfpast/tutor-matching';
import { createCaller } from './address.ts';
import { createAuth, viewerOf } from './auth.ts';
import { type Env, limitsOf, processEnv } from './env.ts';
import { createGraphql, type GraphqlEndpoints } from './graphql/endpoints.ts';
import { createInngest, inngestDoor } from './inngest.ts';
import { countingDeclines, limitedBooking } from './limits/bookings.ts';
import { createLimits } from './limits/limits.ts';
import { limitedSignIn } from './limits/sign-in.ts';
import { createMailer, mailboxOf } from './mail.ts';
import { createPeople } from './people.ts';

/** What a test may bring along. */
type Outside = { readonly prisma?: PrismaClient; readonly clock?: Clock };

/** The composition root: every service, wired to the outside as `env` says. Nothing is started or connected yet. */
export function createApp(
  env: Env,
  { prisma = createPrisma(env.DATABASE_URL), clock = systemClock }: Outside = {},
) {
  const logger = createLogger('web', env.LOG_LEVEL);
  const inngest = createInngest(env, logger);
  const stripe = createStripe({ secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL });
  const people = createPeople(prisma);
  const from = mailboxOf(env.MAIL_FROM);
  const mailer = createMailer({ url: env.SMTP_URL, from, perSecond: env.MAILS_PER_SECOND });
  const letters = { prisma, clock, people: people.mailboxesOf, publicUrl: env.PUBLIC_URL, organizer: from };
  const relayMail = createMailRelay({ ...letters, logger, sendMail: mailer.sendMail });
  const relay = createOutboxRelay({ prisma, inngest, logger, relayMail });
  const bookingNoticeSeconds = env.BOOKING_NOTICE_SECONDS;

  const tutorMatching = createTutorMatching({ prisma, clock, bookingNoticeSeconds });
  const payment = createPayment({
    prisma,
    stripe,
    clock,
    newId,
    logger,
    deployment: env.DEPLOYMENT,
    webhookSecrets: env.STRIPE_WEBHOOK_SECRET,
    afterCommit: () => relay.kick('payment'),
  });
  const communication = createCommunication({
    prisma,
    clock,
    newId,
    newMeetingLink: meetingLinks(env.MEETING_BASE_URL),
    afterCommit: relay.kick,
  });
  const { sagas, ...saga } = createSaga({
    prisma,
    clock,
    newId,
    logger,
    tutorMatching,
    payments: payment,
    sessions: communication,
    holdSeconds: env.HOLD_SECONDS,
    bookingNoticeSeconds,
    cancellationPolicy: env.CANCELLATION_POLICY,
    afterCommit: () => relay.kick('saga'),
  });
  const auth = createAuth({ prisma, logger, secret: env.BETTER_AUTH_SECRET, publicUrl: env.PUBLIC_URL });

  const caller = createCaller();
  const limits = createLimits({ prisma, limits: limitsOf(env) });
  const limited = { ...saga, bookSession: limitedBooking({ limits, caller }, saga.bookSession) };
  const services = {
    tutorMatching,
    payment,
    communication,
    saga: limited,
    people,
    logger,
    viewerOf: viewerOf(auth),
  };
  let graphql: Promise<GraphqlEndpoints> | undefined;

  return {
    ...services,
    env,
    prisma,
    inngest,
    relay,
    mailer,
    getCalendarFile: createCalendarFiles(letters),
    caller,
    /** Better Auth's door. */
    signIn: limitedSignIn({ limits, caller }, auth.handler),
    handleStripeWebhook: countingDeclines({ limits, prisma, payment, saga }),
    serveInngest: inngestDoor(inngest, inngestFunctions({ inngest, logger, sagas })),
    browser: {
      publishableKey: env.STRIPE_PUBLISHABLE_KEY,
      stripeJsUrl: env.STRIPE_JS_URL ?? null,
      cancellationPolicy: env.CANCELLATION_POLICY,
    },
    /** Planning the supergraph takes a moment, so it is done once, when first asked for. */
    graphql() {
      graphql ??= createGraphql(services);
      return graphql;
    },
  };
}

export type App = ReturnType<typeof createApp>;

declare global {
  // Next loads this module once for each kind of route, and again after each edit; the app is one a process.
  var halfpastApp: App | undefined;
}

/** The app of this process, made when it is first asked for. */
export function getApp(): App {
  globalThis.halfpastApp ??= createApp(processEnv());
  return globalThis.halfpastApp;
}
