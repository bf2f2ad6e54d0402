import type Stripe from 'stripe';
import type { Happening } from '../domain/happening.ts';
import type { Cause } from '../event-book.ts';
import type { Fate } from '../faults/webhook-faults.ts';
import { newStripeId } from '../ids.ts';

/** The version that the pinned SDK speaks; payloads are rendered for it. */
export const apiVersion = '2026-10-28.endive';

/** An event that is owed to the webhook endpoint: its exact body, and the lane that keeps its order. */
export type Letter = {
  readonly id: string;
  readonly position: number;
  /** The PaymentIntent it belongs to. */
  readonly lane: string;
  readonly type: string;
  /** Whether the endpoint asked for events of this type; what it didn't ask for is only kept. */
  readonly wanted: boolean;
  readonly body: string;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  /** What chance has decided about it, if faults were ordered. */
  readonly fate?: Fate;
};

type Context = { readonly cause: Cause; readonly now: Date; readonly lane: string; readonly wanted: boolean };

/** Renders the event as it will be sent: a snapshot that never changes later. */
export function letterOf({ type, object, before }: Happening, { cause, now, lane, wanted }: Context): Letter {
  const event: Omit<Stripe.EventBase, 'type' | 'data'> & {
    type: string;
    data: { object: unknown; previous_attributes?: object };
  } = {
    id: newStripeId('evt_3'),
    object: 'event',
    api_version: apiVersion,
    created: Math.floor(now.getTime() / 1000),
    data: { object, ...(before ? { previous_attributes: before } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type,
  };
  return {
    id: event.id,
    position: 0,
    lane,
    type,
    wanted,
    body: JSON.stringify(event),
    attempts: 0,
    nextAttemptAt: now,
  };
}
