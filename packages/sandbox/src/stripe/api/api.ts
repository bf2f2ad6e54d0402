import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { Faults } from '../faults/faults.ts';
import { decodeForm } from '../form.ts';
import { newRequestId } from '../ids.ts';
import type { Metronome } from '../pace.ts';
import { StripeRefusal } from '../refusals.ts';
import { apiVersion } from '../webhooks/letter.ts';
import { type Call, callerOf, type Endpoint } from './call.ts';
import { authenticateIntent, confirmIntent } from './confirm-intent.ts';
import { closeDispute, listDisputes, retrieveDispute, updateDispute } from './disputes.ts';
import type { StoredAnswer } from './idempotency.ts';
import { answerOf } from './intent-access.ts';
import { cancelIntent, createIntent, listIntents, retrieveIntent, updateIntent } from './payment-intents.ts';
import {
  createMethod,
  listCharges,
  listEvents,
  listWarnings,
  retrieveCharge,
  retrieveEvent,
  retrieveWarning,
} from './records.ts';
import { cancelRefund, createRefund, listRefunds, retrieveRefund, updateRefund } from './refunds.ts';
import { AnswerLost, performUnder } from './under-fault.ts';

const endpoints: readonly (readonly ['GET' | 'POST', string, Endpoint])[] = [
  ['POST', '/v1/payment_intents', createIntent],
  ['GET', '/v1/payment_intents', listIntents],
  ['GET', '/v1/payment_intents/:id', retrieveIntent],
  ['POST', '/v1/payment_intents/:id', updateIntent],
  ['POST', '/v1/payment_intents/:id/confirm', confirmIntent],
  ['POST', '/v1/payment_intents/:id/cancel', cancelIntent],
  ['POST', '/v1/payment_methods', createMethod],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/refunds', listRefunds],
  ['GET', '/v1/refunds/:id', retrieveRefund],
  ['POST', '/v1/refunds/:id', updateRefund],
  ['POST', '/v1/refunds/:id/cancel', cancelRefund],
  ['GET', '/v1/disputes', listDisputes],
  ['GET', '/v1/disputes/:id', retrieveDispute],
  ['POST', '/v1/disputes/:id', updateDispute],
  ['POST', '/v1/disputes/:id/close', closeDispute],
  ['GET', '/v1/radar/early_fraud_warnings', listWarnings],
  ['GET', '/v1/radar/early_fraud_warnings/:id', retrieveWarning],
  ['GET', '/v1/charges', listCharges],
  ['GET', '/v1/charges/:id', retrieveCharge],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', retrieveEvent],
  ['POST', '/_sandbox/payment_intents/:id/authenticate', authenticateIntent],
];

type Deps = {
  /** Carries an endpoint out, all or nothing. */
  readonly perform: (endpoint: Endpoint, call: Call) => Promise<StoredAnswer>;
  readonly faults: Faults;
  readonly clock: () => Date;
  readonly pace: Metronome;
};

/** The API, as the stock SDK and the browser script speak to it. */
export function createApi({ perform, faults, clock, pace }: Deps) {
  const api = new Hono<{ Bindings: HttpBindings }>();

  for (const [method, path, endpoint] of endpoints) {
    api.on(method, path, async ({ req, env }) => {
      const requestId = newRequestId();
      const idempotencyKey = (method === 'POST' && req.header('idempotency-key')) || null;
      const url = new URL(req.url);
      const attempt = async (): Promise<StoredAnswer> => {
        const form = decodeForm(method === 'POST' ? await req.text() : url.search.slice(1));
        const call: Call = {
          caller: callerOf(req.header('authorization'), form),
          method,
          path: url.pathname,
          id: req.param('id') ?? '',
          form,
          requestId,
          idempotencyKey,
          now: clock(),
          pace: pace.now(),
          origin: url.origin,
        };
        return performUnder(faults.api.of(method, url.pathname), perform, [endpoint, call]);
      };
      const answer = await attempt().catch((error: unknown) =>
        error instanceof AnswerLost ? error : failed(error, requestId),
      );
      if (answer instanceof AnswerLost) return hangUp(env, answer);
      return new Response(answer.body, {
        status: answer.status,
        headers: {
          'content-type': 'application/json',
          'request-id': requestId,
          'stripe-version': apiVersion,
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
          ...(answer.requestId === requestId
            ? {}
            : { 'idempotent-replayed': 'true', 'original-request': answer.requestId }),
        },
      });
    });
  }

  api.all('/v1/*', ({ req }) => {
    const message = `Unrecognized request URL (${req.method}: ${req.path}). Please see https://stripe.com/docs or the sandbox's own documentation for what it can do.`;
    return Response.json({ error: { type: 'invalid_request_error', message } }, { status: 404 });
  });
  return api;
}

/** An answer that is kept nowhere: the request was refused as such, or the sandbox itself is at fault. */
function failed(error: unknown, requestId: string): StoredAnswer {
  const refusal =
    error instanceof StripeRefusal
      ? error
      : new StripeRefusal(500, { type: 'api_error', message: `The sandbox failed: ${String(error)}` });
  const { status, body } = answerOf(refusal, { caller: 'browser' });
  return { status, body: JSON.stringify(body), requestId };
}

/** Carried out, but the caller never learns it; without a socket the request just fails. */
function hangUp(bindings: Partial<HttpBindings> | undefined, lost: AnswerLost): Response {
  if (!bindings?.incoming) throw lost;
  bindings.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
