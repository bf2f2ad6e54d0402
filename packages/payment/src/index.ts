import type { Clock, NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { PrismaClient } from '@halfpast/prisma';
import type Stripe from 'stripe';
import { prismaAccounts } from './adapters/prisma-accounts.ts';
import { prismaHistory } from './adapters/prisma-history.ts';
import { prismaOpenMatters, prismaReconciliations } from './adapters/prisma-open-matters.ts';
import { prismaPayments } from './adapters/prisma-payments.ts';
import { prismaWatch } from './adapters/prisma-watch.ts';
import { stripeGateway } from './adapters/stripe-gateway.ts';
import { stripeWebhook } from './adapters/stripe-webhook.ts';
import { payableIntent, paymentProgress } from './use-cases/checkout-payment.ts';
import { closePayment } from './use-cases/close-payment.ts';
import { createPaymentIntentForSession } from './use-cases/create-payment-intent-for-session.ts';
import { getPaymentHistory } from './use-cases/get-payment-history.ts';
import { handleStripeWebhook } from './use-cases/handle-stripe-webhook.ts';
import { paidPayment } from './use-cases/paid-payment.ts';
import { reconcile } from './use-cases/reconcile.ts';
import { refundInFull, refundPayment } from './use-cases/refund-payment.ts';
import { settlePayment } from './use-cases/settle-payment.ts';
import { succeededRefund } from './use-cases/succeeded-refund.ts';
import { paymentOf, paymentOfSession, paymentsByIds, paymentsOfSessions } from './use-cases/view-payments.ts';
import { alerts, disputes } from './use-cases/watch.ts';

export { createStripe } from './adapters/stripe-client.ts';
export type { RaisedAlert } from './domain/alert.ts';
export type { Dispute } from './domain/dispute.ts';
export type { PaymentOrder } from './domain/payment.ts';
export type { PaymentView, RefundView } from './domain/payment-view.ts';
export {
  paymentCanceled,
  paymentCompleted,
  paymentEventData,
  paymentFailed,
  paymentProcessing,
  paymentRefunded,
  refundEventData,
} from './events.ts';
export { createPaymentSubgraph } from './graphql/subgraph.ts';
export type { ReconciliationReport } from './use-cases/reconcile.ts';

export type PaymentParts = {
  readonly prisma: PrismaClient;
  readonly stripe: Stripe;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
  /** Tells deployments apart that share one Stripe account. */
  readonly deployment: string;
  /** Each webhook secret that is valid now. */
  readonly webhookSecrets: readonly string[];
  /** Called after each commit that wrote to the outbox. */
  readonly afterCommit: () => void;
};

/** The payment service: everything about the money of one session. */
export function createPayment(parts: PaymentParts) {
  const payments = prismaPayments(parts);
  const deps = {
    ...parts,
    history: prismaHistory(parts.prisma),
    payments,
    accounts: prismaAccounts(parts),
    matters: prismaOpenMatters(parts.prisma),
    watch: prismaWatch(parts.prisma),
    reconciliations: prismaReconciliations(parts.prisma),
    gateway: stripeGateway(parts),
    readWebhook: stripeWebhook(parts),
  };
  return {
    createPaymentIntentForSession: createPaymentIntentForSession(deps),
    closePayment: closePayment(deps),
    handleStripeWebhook: handleStripeWebhook(deps),
    refundInFull: refundInFull(deps),
    refundPayment: refundPayment(deps),
    succeededRefund: succeededRefund(deps),
    /** Refunds that SUCCEEDED and that nobody was told of; those that were taken longest ago first. */
    takeUntoldRefunds: deps.matters.takeUntold,
    /** Notes that who waits for this refund knows of it. May be repeated. */
    markRefundTold: (refundId: string) => deps.matters.markTold(refundId, parts.clock()),
    reconcile: reconcile(deps),
    alerts: alerts(deps),
    disputes: disputes(deps),
    paidPayment: paidPayment(deps),
    paymentProgress: paymentProgress(deps),
    payableIntent: payableIntent(deps),
    settlePayment: settlePayment(deps),
    takeUnsettledPayments: payments.takeUnsettled,
    getPaymentHistory: getPaymentHistory(deps),
    paymentOf: paymentOf(deps),
    paymentOfSession: paymentOfSession(deps),
    paymentsByIds: paymentsByIds(deps),
    paymentsOfSessions: paymentsOfSessions(deps),
  };
}

export type Payments = ReturnType<typeof createPayment>;
