import type { Clock, NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { type OutboxSchema, type PrismaClient, relayOutbox } from '@halfpast/prisma';
import type { Inngest } from 'inngest';
import { type OutboxRelay, outboxRelay } from './adapters/outbox-relay.ts';
import { prismaBookings } from './adapters/prisma-bookings.ts';
import { allSagas } from './all-sagas.ts';
import type { CancellationPolicy } from './domain/cancellation-policy.ts';
import { sendTo } from './functions/send-events.ts';
import { bookSession } from './use-cases/book-session.ts';
import { cancellationQuote } from './use-cases/cancellation-quote.ts';
import { checkoutOf } from './use-cases/checkout-of.ts';
import { giveUpBooking } from './use-cases/give-up-booking.ts';
import type { Payments, Sessions, TutorMatching } from './use-cases/ports.ts';
import { refundDue } from './use-cases/refund-due.ts';
import { rememberBriefly } from './use-cases/remember-briefly.ts';

export type { OutboxRelay } from './adapters/outbox-relay.ts';
export { type CancellationPolicy, parseCancellationPolicy } from './domain/cancellation-policy.ts';
export type { DurableSaga } from './durable-saga.ts';
export { inngestFunctions } from './functions/inngest-functions.ts';
export type { BookSessionRequest, BookSessionResult } from './use-cases/book-session.ts';
export type { CancellationQuote } from './use-cases/cancellation-quote.ts';
export type { Checkout, CheckoutState } from './use-cases/checkout-of.ts';
export type { Payments, Sessions, TutorMatching } from './use-cases/ports.ts';
export type { SagaEvent, SagaStep } from './use-cases/saga-step.ts';

export type SagaParts = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  readonly tutorMatching: TutorMatching;
  readonly payments: Payments;
  readonly sessions: Sessions;
  /** How long a slot stays held for a student who hasn't paid. */
  readonly holdSeconds: number;
  /** How long before its start a lesson can be booked at the latest. */
  readonly bookingNoticeSeconds: number;
  /** What students who book from now on get back for cancelling. */
  readonly cancellationPolicy: CancellationPolicy;
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};

/** BookAndPayForSession, across the three services: what a request asks of it, and what runs on its own. */
export function createSaga(parts: SagaParts) {
  const { clock } = parts;
  const deps = { ...parts, bookings: prismaBookings(parts) };
  const payableIntent = rememberBriefly(parts.payments.payableIntent, { clock, seconds: 5 });
  return {
    bookSession: bookSession(deps),
    giveUpBooking: giveUpBooking(deps),
    cancellationQuote: cancellationQuote(deps),
    refundDue: refundDue(deps),
    checkoutOf: checkoutOf({ ...deps, payments: { ...parts.payments, payableIntent } }),
    /** What runs on its own, for whatever engine. */
    sagas: allSagas(deps),
  };
}

export type Saga = ReturnType<typeof createSaga>;

/** How many events leave an outbox in one transaction. */
const batch = 100;

type RelayParts = Pick<SagaParts, 'prisma' | 'logger'> & {
  readonly inngest: Inngest;
  /** Sends mails that wait to be sent. @returns whether there may be more */
  readonly relayMail: () => Promise<boolean>;
};

/** Relays the outboxes of all services to Inngest, and the mails that wait to where mail is sent. */
export function createOutboxRelay({
  prisma,
  inngest,
  logger,
  relayMail,
}: RelayParts): OutboxRelay<OutboxSchema | 'mail'> {
  const deliver = sendTo(inngest);
  const relayOf = (schema: OutboxSchema) => async () =>
    (await relayOutbox(prisma, schema, deliver, batch)) === batch;
  return outboxRelay({
    relays: {
      saga: relayOf('saga'),
      payment: relayOf('payment'),
      communication: relayOf('communication'),
      mail: relayMail,
    },
    logger,
  });
}
