import type { Page } from '@halfpast/kernel';
import type { Account, Ruling } from '../domain/account.ts';
import type { Alert, RaisedAlert } from '../domain/alert.ts';
import type { Announce } from '../domain/announcement.ts';
import type { Dispute, ToldDispute } from '../domain/dispute.ts';
import type { Intent } from '../domain/intent.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentWithRefunds } from '../domain/payment-view.ts';
import type { Refund, RefundOutcome, SentRefund, UnsentRefund } from '../domain/refund.ts';

/** A pure rule: the payment as it shall be, or the very same when there is nothing to do. */
export type Rule = (payment: Payment) => Payment;

export type PaymentStore = {
  find(paymentId: string): Promise<Payment | undefined>;
  /** Inserts the payment, unless there is one under this id. @returns the row as it is after that */
  insertOrFind(payment: Payment): Promise<Payment>;
  /**
   * Applies a rule to the row by compare-and-set, decided again when the row has changed since `payment` was read. What
   * `announce` says of the change is written in the same transaction.
   * @returns the row as it is after that
   * @throws DomainError NOT_FOUND
   */
  change(payment: Payment, rule: Rule, announce?: Announce): Promise<Payment>;
  /** The same, and remembers the Stripe event in that transaction. @returns false if it was applied before */
  applyOnce(event: HeardEvent, payment: Payment, rule: Rule, announce: Announce): Promise<boolean>;
};

export type UnsettledPayments = {
  /** Successes from before `before` that aren't settled; those that were taken longest ago first. */
  takeUnsettled(before: Date, limit: number): Promise<readonly { paymentId: string; sessionId: string }[]>;
};

/** Reads of many payments. */
export type PaymentHistory = {
  byIds(paymentIds: readonly string[]): Promise<readonly PaymentWithRefunds[]>;
  bySessions(sessionIds: readonly string[]): Promise<readonly PaymentWithRefunds[]>;
  /** Newest first; everybody's without a `userId`. */
  list(page: Page, userId?: string): Promise<readonly PaymentWithRefunds[]>;
};

/** A refund, the session that its payment is for, and whether that payment's success is answered. */
type RefundOfSession = { readonly refund: Refund; readonly sessionId: string; readonly isSettled: boolean };

/** Payments with all that goes back of them. */
export type Accounts = {
  of(paymentId: string): Promise<Account | undefined>;
  /**
   * Applies a pure rule while nobody else changes this account, and writes what it raises and what others are told of it
   * in the same transaction; with `event`, remembers that, too.
   * @returns the account after it; `isNew` is false if the event was applied before, and then nothing is changed
   * @throws DomainError NOT_FOUND
   */
  change(
    paymentId: string,
    rule: (account: Account) => Ruling,
    event?: HeardEvent,
  ): Promise<{ readonly account: Account; readonly raised: readonly Alert[]; readonly isNew: boolean }>;
  /** The payment that has this intent. */
  paymentIdOfIntent(stripePaymentIntentId: string): Promise<string | undefined>;
  findRefund(refundId: string): Promise<RefundOfSession | undefined>;
  raise(alert: Alert): Promise<boolean>;
};

/** What reconciliation looks at; each takes those first that were taken longest ago. */
export type OpenMatters = {
  /** Payments with an attempt that may be sent by now. */
  takeUnsent(now: Date, limit: number): Promise<readonly string[]>;
  /** Refunds that Stripe has since before `before` and that are still PENDING. */
  takeSent(
    before: Date,
    limit: number,
  ): Promise<readonly { readonly paymentId: string; readonly stripeRefundId: string }[]>;
  takeUndecidedDisputes(
    before: Date,
    limit: number,
  ): Promise<readonly { readonly paymentId: string; readonly disputeId: string }[]>;
};

/** What reconciliation keeps of itself, and what it compares with. */
export type Reconciliations = {
  /** Up to when Stripe's events have been looked up. */
  eventsUntil(): Promise<Date | undefined>;
  moveEventsUntil(until: Date): Promise<void>;
  /** Those of these events that weren't applied yet. */
  unheard(eventIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Payments from before `before` whose intent may still go either way; those that were taken longest ago first. */
  takeOpen(before: Date, limit: number): Promise<readonly string[]>;
};

/** Refunds that SUCCEEDED and that nobody was told of. */
export type UntoldRefunds = {
  /** Those made before `before`; those first that were taken longest ago. */
  takeUntold(
    before: Date,
    limit: number,
  ): Promise<
    readonly { readonly refundId: string; readonly paymentId: string; readonly sessionId: string }[]
  >;
  /** One that was told of stays so. */
  markTold(refundId: string, at: Date): Promise<void>;
};

/** What an operator looks at, newest first. */
export type Watch = {
  alerts(page: Page): Promise<readonly RaisedAlert[]>;
  /** Those that aren't decided come first. */
  disputes(page: Page): Promise<readonly Dispute[]>;
};

export type HeardEvent = { readonly eventId: string; readonly type: string };

/** An intent with the secret that lets a browser pay it: never stored, never logged. */
export type OpenedIntent = { readonly intent: Intent; readonly clientSecret: string };

/** Stripe's definite no: nothing was made, and its answer is bound to the key. */
export type Refusal = { readonly kind: 'REFUSED'; readonly code: string };
/** The key was used with other parameters before, so something may have been made with it. */
export type KeyReused = { readonly kind: 'KEY_REUSED' };

/**
 * Stripe. Whenever the outcome of a call is unknown (no answer, 409, 429, 5xx) or our account is refused as a whole
 * (401, 403), it throws DomainError PAYMENT_PROVIDER_UNAVAILABLE: the same call with the same key may be made again.
 */
export type PaymentGateway = {
  createIntent(payment: Payment): Promise<({ kind: 'CREATED' } & OpenedIntent) | Refusal | KeyReused>;
  /** @returns undefined if Stripe knows of no such intent */
  retrieveIntent(stripePaymentIntentId: string): Promise<OpenedIntent | undefined>;
  /** The intent made for a payment some time ago, found by its metadata. */
  findIntent(payment: Payment): Promise<OpenedIntent | undefined>;
  /** @returns the canceled intent, or undefined if Stripe refuses to cancel it: then read it */
  cancelIntent(stripePaymentIntentId: string): Promise<Intent | undefined>;
  createRefund(
    refund: UnsentRefund,
    stripePaymentIntentId: string,
  ): Promise<{ kind: 'SENT'; outcome: RefundOutcome } | { kind: 'ALREADY_REFUNDED' } | Refusal | KeyReused>;
  /** Refunds of an intent as Stripe lists them, newest first. */
  listRefunds(stripePaymentIntentId: string): Promise<readonly SentRefund[]>;
  /** @returns undefined if Stripe knows of no such refund */
  retrieveRefund(stripeRefundId: string): Promise<SentRefund | undefined>;
  /** The events of the kinds that we hear, made from `from` until `until`, oldest first. */
  listEvents(
    from: Date,
    until: Date,
  ): Promise<readonly { readonly event: WebhookEvent; readonly createdAt: Date }[]>;
  /** Disputes of an intent as Stripe lists them, newest first. */
  listDisputes(stripePaymentIntentId: string): Promise<readonly ToldDispute[]>;
  /** @returns undefined if Stripe knows of no such dispute */
  retrieveDispute(disputeId: string): Promise<ToldDispute | undefined>;
};

/** What a webhook tells, once its signature is verified. */
export type WebhookEvent =
  | {
      readonly kind: 'SUCCEEDED' | 'FAILED' | 'PROCESSING' | 'CANCELED';
      readonly eventId: string;
      readonly type: string;
      readonly intent: Intent;
    }
  | (HeardEvent & { readonly kind: 'REFUND'; readonly stripeRefundId: string } & OfIntent)
  | (HeardEvent & { readonly kind: 'CHARGE_REFUNDED' } & OfIntent)
  | (HeardEvent & { readonly kind: 'DISPUTE'; readonly disputeId: string } & OfIntent)
  | (HeardEvent & { readonly kind: 'OTHER' });

/** A charge that no intent made is none of ours. */
type OfIntent = { readonly stripePaymentIntentId: string | null };

export type WebhookDelivery = {
  /** The body as it came, before any parsing. */
  readonly rawBody: string | Uint8Array;
  /** The header `Stripe-Signature`. */
  readonly signature: string | null;
};

/** @throws DomainError BAD_USER_INPUT unless the delivery was signed by Stripe, for us, within the last 300 seconds */
export type ReadWebhook = (delivery: WebhookDelivery) => WebhookEvent;
