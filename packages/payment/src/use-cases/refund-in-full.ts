import { type Clock, DomainError, type NewId } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { SucceededPayment } from '../domain/payment.ts';
import {
  isSent,
  type Refund,
  type RefundOutcome,
  recordRefund,
  refundKeyMayBeForgotten,
  refundToSend,
} from '../domain/refund.ts';
import type { PaymentGateway, PaymentStore, RefundStore } from './ports.ts';
import { unavailable } from './unavailable.ts';

type Deps = {
  readonly payments: PaymentStore;
  readonly refunds: RefundStore;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
};

/**
 * Sends all that was captured back, once: a repeat sends the same row under the same key. Stripe may still be at it when
 * this returns; the Refund says so.
 * @throws DomainError PAYMENT_PROVIDER_UNAVAILABLE when it isn't known to be on its way; asking again resumes
 */
export const refundInFull =
  (deps: Deps) =>
  async (paymentId: string, reason: string): Promise<void> => {
    const payment = await deps.payments.find(paymentId);
    if (payment?.status !== 'SUCCEEDED') throw new DomainError('NOT_FOUND', 'There is no such paid payment');
    const known = await deps.refunds.ofPayment(paymentId);
    const draft = refundToSend(payment, known, { refundId: deps.newId(), reason, now: deps.clock() });
    if (!draft) throw unavailable();
    const refund = await deps.refunds.insertOrFind(draft);
    if (isSent(refund)) return;
    const outcome = await send(deps, payment, refund);
    const sent = await deps.refunds.change(refund, (row) => recordRefund(row, outcome));
    if (sent.status !== 'FAILED') return;
    const { refundId, attempt, failureCode } = sent;
    deps.logger.error(
      { paymentId, refundId, attempt, failureCode },
      'A refund failed; the next try is a new attempt',
    );
    throw unavailable();
  };

async function send(deps: Deps, payment: SucceededPayment, refund: Refund): Promise<RefundOutcome> {
  const { stripePaymentIntentId } = payment;
  if (refundKeyMayBeForgotten(refund, deps.clock())) {
    const own = await listed(deps, payment, refund);
    if (own) return own;
  }
  const answer = await deps.gateway.createRefund(refund, stripePaymentIntentId);
  switch (answer.kind) {
    case 'SENT':
      return answer.outcome;
    case 'ALREADY_REFUNDED':
      return (
        (await listed(deps, payment, refund)) ??
        (await anyListed(deps, payment)) ??
        failed('charge_already_refunded')
      );
    case 'KEY_REUSED':
      return (await listed(deps, payment, refund)) ?? failed('idempotency_error');
    case 'REFUSED':
      return failed(answer.code);
  }
}

const failed = (failureCode: string): RefundOutcome => ({
  status: 'FAILED',
  stripeRefundId: null,
  failureCode,
});

/** This attempt, as Stripe lists it. */
const listed = async ({ gateway }: Deps, payment: SucceededPayment, { refundId }: Refund) =>
  (await gateway.listRefunds(payment.stripePaymentIntentId)).find((refund) => refund.refundId === refundId)
    ?.outcome;

/** A refund that somebody else made, in the dashboard say: it sent the money back, so it is ours now. */
const anyListed = async ({ gateway }: Deps, payment: SucceededPayment) =>
  (await gateway.listRefunds(payment.stripePaymentIntentId)).find(
    ({ outcome }) => outcome.status !== 'FAILED',
  )?.outcome;
