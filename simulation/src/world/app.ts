import { createCommunication, createMailRelay, type Mail } from '@halfpast/communication';
import { type Clock, DomainError, type NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { createPayment } from '@halfpast/payment';
import type { OutboxSchema, PrismaClient } from '@halfpast/prisma';
import { createSaga } from '@halfpast/saga';
import { createTutorMatching } from '@halfpast/tutor-matching';
import type Stripe from 'stripe';
import type { Guards } from './guards.ts';

export const webhookSecret = 'whsec_simulation';
const deployment = 'simulation';
const bookingNoticeSeconds = 3_600;
const cancellationPolicy = {
  tiers: [
    { hoursBefore: 24, percent: 100 },
    { hoursBefore: 2, percent: 50 },
  ],
};

/** What the product writes to and somebody carries on: events to the engine, mails to people. */
export type Box = OutboxSchema | 'mail';

export type AppParts = {
  readonly prisma: PrismaClient;
  readonly stripe: Stripe;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  readonly kick: (box: Box) => void;
  /** Asked whom mails go to, once those to be sent have been read. */
  readonly onMails: () => void;
  readonly sendMail: (mail: Mail) => Promise<void>;
  readonly guards: Guards;
};

/** The product in one process, wired as apps/web wires it; only what is around it is simulated. */
export function createApp({ kick, guards, onMails, sendMail, ...parts }: AppParts) {
  const tutorMatching = createTutorMatching({ ...parts, bookingNoticeSeconds });
  const payment = createPayment({
    ...parts,
    deployment,
    webhookSecrets: [webhookSecret],
    afterCommit: () => kick('payment'),
  });
  const communication = createCommunication({
    ...parts,
    newMeetingLink: () => `https://meet.test/${parts.newId()}`,
    afterCommit: kick,
  });
  const relayMail = createMailRelay({
    ...parts,
    sendMail,
    publicUrl: 'https://halfpast.test',
    organizer: { name: 'Halfpast', address: 'lessons@halfpast.test' },
    people: async (personIds) => {
      onMails();
      return personIds.map((personId) => ({
        personId,
        name: personId,
        email: `${personId}@people.test`,
        timeZone: 'Europe/Berlin',
      }));
    },
  });
  const saga = createSaga({
    ...parts,
    ...guards.ports({
      tutorMatching,
      payments: payment,
      sessions: communication,
    }),
    holdSeconds: 900,
    bookingNoticeSeconds,
    cancellationPolicy,
    afterCommit: () => kick('saga'),
  });
  return {
    tutorMatching,
    payment,
    communication,
    relayMail,
    saga: { ...saga, sagas: guards.sagas(saga.sagas) },
  };
}

export type App = ReturnType<typeof createApp>;

/** What a caller hears while the app's process isn't there. */
export const appDown = (): DomainError => new DomainError('UNAVAILABLE', 'Nobody answers');
