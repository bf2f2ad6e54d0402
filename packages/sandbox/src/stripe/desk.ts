import { type Context, Hono } from 'hono';
import type { Call, Endpoint } from './api/call.ts';
import { disputeIntent, settleDisputeNow, settleIntentNow, settleRefundNow } from './api/desk.ts';
import type { StoredAnswer } from './api/idempotency.ts';
import { answerOf } from './api/intent-access.ts';
import { cancelIntent } from './api/payment-intents.ts';
import { createRefund } from './api/refunds.ts';
import { decodeForm, type Form } from './form.ts';
import { newRequestId } from './ids.ts';
import type { Metronome } from './pace.ts';
import { StripeRefusal } from './refusals.ts';

export type DeskDeps = {
  readonly perform: (endpoint: Endpoint, call: Call) => Promise<StoredAnswer>;
  readonly clock: () => Date;
  readonly pace: Metronome;
};

const acts: Record<string, Endpoint> = {
  'payment_intents/settle': settleIntentNow,
  'payment_intents/dispute': disputeIntent,
  'payment_intents/cancel': cancelIntent,
  'payment_intents/refund': (call) =>
    createRefund({ ...call, form: { ...call.form, payment_intent: call.id } }),
  'refunds/settle': settleRefundNow,
  'disputes/settle': settleDisputeNow,
};

/**
 * What banks, payers and the dashboard of Stripe do, on order: `POST /_sandbox/disputes/du_…/settle` with `outcome=won`.
 * A form of the overview page says `back` and is sent back there.
 */
export function createDesk({ perform, clock, pace }: DeskDeps): Hono {
  const desk = new Hono();
  desk.post('/_sandbox/:kind/:id/:act', async (context, next) => {
    const { kind, id, act } = context.req.param();
    const endpoint = acts[`${kind}/${act}`];
    if (!endpoint) return next();
    const { back, ...form } = await formOf(context);
    const call: Call = {
      caller: 'server',
      method: 'POST',
      path: context.req.path,
      id,
      form,
      requestId: newRequestId(),
      idempotencyKey: null,
      now: clock(),
      pace: pace.now(),
      origin: new URL(context.req.url).origin,
    };
    const { status, body } = await Promise.resolve()
      .then(() => perform(endpoint, call))
      .catch(refused);
    if (back)
      return context.redirect(status < 400 ? '/' : `/?refused=${encodeURIComponent(wordsOf(body))}`, 303);
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  });
  return desk;
}

const wordsOf = (body: string): string => String(Object(Object(JSON.parse(body)).error).message);

async function formOf({ req }: Context): Promise<Form> {
  const text = await req.text();
  return decodeForm(text.startsWith('{') ? new URLSearchParams(Object(JSON.parse(text))).toString() : text);
}

function refused(error: unknown): Pick<StoredAnswer, 'status' | 'body'> {
  if (!(error instanceof StripeRefusal)) throw error;
  const { status, body } = answerOf(error, { caller: 'server' });
  return { status, body: JSON.stringify(body) };
}
