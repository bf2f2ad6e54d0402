import { AwsDateTime, type GraphContext, loaderPerRequest } from '@halfpast/graphql';
import { type Page, page, signedIn, type Viewer } from '@halfpast/kernel';
import type { RaisedAlert } from '../domain/alert.ts';
import type { PaymentView } from '../domain/payment-view.ts';
import { found } from '../use-cases/view-payments.ts';
import type { BookSessionResult, Resolvers } from './generated/resolvers.ts';

/** What this graph asks of its own service. */
export type PaymentViews = {
  getPaymentHistory(viewer: Viewer, page: Page): Promise<readonly PaymentView[]>;
  paymentOfSession(viewer: Viewer, sessionId: string): Promise<PaymentView>;
  paymentsByIds(viewer: Viewer, paymentIds: readonly string[]): Promise<readonly PaymentView[]>;
  paymentsOfSessions(viewer: Viewer, sessionIds: readonly string[]): Promise<readonly PaymentView[]>;
  alerts(viewer: Viewer | undefined, page: Page): Promise<readonly RaisedAlert[]>;
};

/** What it asks of the saga, which books across all services. */
export type BookingActions = {
  bookSession(
    viewer: Viewer,
    request: { tutorId: string; time: Date; duration: number; idempotencyKey?: string },
  ): Promise<BookSessionResult>;
  giveUpBooking(viewer: Viewer, sessionId: string): Promise<unknown>;
};

/** Each field asks who is there: `_entities` is a public door like any other. */
export function createResolvers(payments: PaymentViews, booking: BookingActions): Resolvers {
  const byId = loaderPerRequest(
    (ids, { viewer }: GraphContext) => payments.paymentsByIds(signedIn(viewer), ids),
    ({ paymentId }) => paymentId,
  );
  const bySession = loaderPerRequest(
    (ids, { viewer }: GraphContext) => payments.paymentsOfSessions(signedIn(viewer), ids),
    ({ sessionId }) => sessionId,
  );
  return {
    AWSDateTime: AwsDateTime,
    Query: {
      getPaymentHistory: async (_, { first, after }, { viewer }) => [
        ...(await payments.getPaymentHistory(signedIn(viewer), page(first ?? 50, after))),
      ],
      alerts: async (_, { first, after }, { viewer }) => [
        ...(await payments.alerts(viewer, page(first ?? 50, after))),
      ],
    },
    Mutation: {
      bookSession: (_, { tutorId, time, duration, idempotencyKey }, { viewer }) =>
        booking.bookSession(signedIn(viewer), {
          tutorId,
          time,
          duration: duration ?? 60,
          ...(idempotencyKey ? { idempotencyKey } : {}),
        }),
      giveUpBooking: async (_, { sessionId }, { viewer }) => {
        await booking.giveUpBooking(signedIn(viewer), sessionId);
        return payments.paymentOfSession(signedIn(viewer), sessionId);
      },
    },
    Payment: {
      __resolveReference: async ({ paymentId }, context) => found(await byId(context).load(paymentId)),
      // Asked for the Session of an unpaid payment, communication would answer NOT_FOUND for what nobody expects there.
      session: ({ sessionId, status, isProcessing }) =>
        status === 'SUCCEEDED' || isProcessing ? { sessionId } : null,
    },
    Session: {
      __resolveReference: ({ sessionId }) => ({ sessionId }),
      payment: async ({ sessionId }, _, context) => found(await bySession(context).load(sessionId)),
    },
  };
}
