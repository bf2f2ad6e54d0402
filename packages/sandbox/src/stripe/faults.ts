import { z } from 'zod';
import { StripeRefusal } from './refusals.ts';

const count = z.int().nonnegative();

/** What `POST /_sandbox/faults` takes: how the sandbox is to misbehave from now on. */
export const faultOrder = z.strictObject({
  webhooks: z
    .strictObject({
      /** So many deliveries never arrive and are not tried again. */
      drop: count.optional(),
      /** So many deliveries arrive twice. */
      duplicate: count.optional(),
      /** Every delivery waits so long before it is sent, until the faults are taken away. */
      delay_ms: count.optional(),
      /** The newest event of an intent goes first, until the faults are taken away. */
      reorder: z.boolean().optional(),
    })
    .optional(),
  api: z
    .strictObject({
      /** So many POSTs are carried out, but their connection is closed without an answer. */
      answer_lost: count.optional(),
      /** So many requests (`times`, 1 if not given) are refused with this status, nothing carried out. */
      status: z.union([z.literal(429), z.literal(500)]).optional(),
      times: count.optional(),
      /** Only requests whose path contains this. */
      path: z.string().optional(),
    })
    .optional(),
});

export type FaultOrder = z.infer<typeof faultOrder>;

export type WebhookFaults = {
  readonly delayMs: number;
  readonly reorder: boolean;
  next(): { readonly dropped: boolean; readonly twice: boolean };
};

export type Faults = ReturnType<typeof createFaults>;

/** The switchboard of everything that can go wrong on purpose. */
export function createFaults() {
  let webhooks: NonNullable<FaultOrder['webhooks']> = {};
  let api: NonNullable<FaultOrder['api']> = {};
  const concerns = (path: string) => path.includes(api.path ?? '');

  return {
    set(order: FaultOrder): void {
      webhooks = { ...webhooks, ...order.webhooks };
      if (order.api) api = order.api;
    },
    clear(): void {
      webhooks = {};
      api = {};
    },
    now: () => ({ webhooks, api }),

    webhooks: {
      get delayMs() {
        return webhooks.delay_ms ?? 0;
      },
      get reorder() {
        return webhooks.reorder ?? false;
      },
      next() {
        const { drop = 0, duplicate = 0 } = webhooks;
        if (drop > 0) {
          webhooks = { ...webhooks, drop: drop - 1 };
          return { dropped: true, twice: false };
        }
        if (duplicate > 0) webhooks = { ...webhooks, duplicate: duplicate - 1 };
        return { dropped: false, twice: duplicate > 0 };
      },
    } satisfies WebhookFaults,

    /** What to refuse this request with, if it is one of those. */
    refusalOf(path: string): StripeRefusal | undefined {
      const { status, times = 1 } = api;
      if (!status || times === 0 || !concerns(path)) return undefined;
      api = { ...api, times: times - 1 };
      return status === 429 ? rateLimited() : brokenOnPurpose();
    },

    losesAnswer(method: string, path: string): boolean {
      const { answer_lost = 0 } = api;
      if (answer_lost === 0 || method !== 'POST' || !concerns(path)) return false;
      api = { ...api, answer_lost: answer_lost - 1 };
      return true;
    },
  };
}

/** 429: told to slow down. Its wire type is that of a wrong request. */
const rateLimited = (): StripeRefusal =>
  new StripeRefusal(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. Learn more about rate limits here: https://stripe.com/docs/rate-limits.',
  });

const brokenOnPurpose = (): StripeRefusal =>
  new StripeRefusal(500, {
    type: 'api_error',
    message: 'An unknown error occurred. (A fault was ordered at /_sandbox/faults.)',
  });
