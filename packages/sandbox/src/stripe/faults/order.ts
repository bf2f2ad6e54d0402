import { z } from 'zod';

const count = z.int().nonnegative();
const probability = z.number().min(0).max(1);

/** What happens to events on their way to the webhook endpoint. */
const webhookFaults = z.strictObject({
  /** So many deliveries never arrive and are not tried again. */
  drop: count.optional(),
  /** So many deliveries arrive twice. */
  duplicate: count.optional(),
  /** Every delivery waits so long before it is sent, until the faults are taken away. */
  delay_ms: count.optional(),
  /** The newest event of an intent goes first, until the faults are taken away. */
  reorder: z.boolean().optional(),
  /** How probable it is of each event that it never arrives, arrives twice, late, or before those that it follows. */
  chance: z
    .strictObject({
      drop: probability.optional(),
      duplicate: probability.optional(),
      late: probability.optional(),
      reorder: probability.optional(),
    })
    .optional(),
  /** How late it is at most; 5 seconds if not given. */
  late_ms: count.optional(),
});

/** What happens to requests of the API. */
const apiFault = z.strictObject({
  /**
   * `429` and `500`: refused, nothing carried out. `500_after`: carried out, and answered with 500. `answer_lost`: carried
   * out, and the connection closed. `slow`: carried out after `delay_ms`, whether anybody still waits or not.
   */
  fault: z.enum(['429', '500', '500_after', 'answer_lost', 'slow']),
  /** Only requests whose path contains this. */
  path: z.string().default(''),
  /** Only requests of this method; of POST if an answer is to be lost, else of any. */
  method: z.enum(['GET', 'POST']).optional(),
  probability: probability.default(1),
  /** How often at most; without end if not given. */
  times: count.optional(),
  delay_ms: count.default(1_000),
  /** Only of `500`: the idempotency key keeps it, and answers it again. */
  stored: z.boolean().default(false),
});

/** The short form: so many times, one kind of fault each. */
const countedApiFaults = z
  .strictObject({
    answer_lost: count.optional(),
    status: z.union([z.literal(429), z.literal(500)]).optional(),
    times: count.optional(),
    path: z.string().optional(),
  })
  .transform(({ answer_lost, status, times = 1, path = '' }): ApiFault[] => {
    const rule = { path, probability: 1, delay_ms: 0, stored: false };
    return [
      ...(status ? [{ ...rule, fault: status === 429 ? ('429' as const) : ('500' as const), times }] : []),
      ...(answer_lost ? [{ ...rule, fault: 'answer_lost' as const, times: answer_lost }] : []),
    ];
  });

/** What `POST /_sandbox/faults` takes: how the sandbox is to misbehave from now on. */
export const faultOrder = z.strictObject({
  /** Begins all chance anew: the same seed and the same requests in the same order meet the same faults. */
  seed: z.int().nonnegative().optional(),
  webhooks: webhookFaults.optional(),
  api: z.union([z.array(apiFault), countedApiFaults]).optional(),
});

export type ApiFault = z.output<typeof apiFault>;
export type WebhookFaultOrder = z.output<typeof webhookFaults>;
export type FaultOrder = z.output<typeof faultOrder>;
