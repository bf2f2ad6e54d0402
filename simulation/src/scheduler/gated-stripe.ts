import Stripe from 'stripe';
import type { Scheduler } from './scheduler.ts';

/** What a request carries that a guard may be taken away from: its key. */
export type Rekey = (key: string) => string;

type Parts = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly scheduler: () => Scheduler;
  readonly rekey: Rekey;
};

type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

const origin = 'http://stripe.test';

/** A connection that ended without an answer, in the words that the SDK doesn't try again by itself. */
const noAnswer = () => Stripe.HttpClient.makeTimeoutError();

const refusal = (status: number, error: object): Answer => ({
  status,
  headers: { 'request-id': 'req_fault', 'content-type': 'application/json' },
  body: JSON.stringify({ error }),
});

const refusals = {
  'answers 500': refusal(500, { type: 'api_error', message: 'An unknown error occurred.' }),
  'answers 429': refusal(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Request rate limit exceeded.',
  }),
  'answers 409': refusal(409, {
    type: 'invalid_request_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this Idempotent Key',
  }),
};

/** The stock SDK, one version of the API, no retries of its own, and the gate in place of the network. */
export function gatedStripe(parts: Parts, key = 'sk_test_simulation'): Stripe {
  const httpClient = {
    getClientName: () => 'simulation',
    async makeRequest(
      ...[, , path, method, headers, requestData]: Parameters<
        InstanceType<typeof Stripe.HttpClient>['makeRequest']
      >
    ) {
      return answered(await callStripe(parts, { path, method, headers: flat(headers), body: requestData }));
    },
  };
  return new Stripe(key, {
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient,
  });
}

const flat = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

const answered = ({ status, headers, body }: Answer) => ({
  getStatusCode: () => status,
  getHeaders: () => headers,
  getRawResponse: () => ({}),
  toStream: () => {
    throw new Error('Nothing is streamed here');
  },
  toJSON: async () => JSON.parse(body),
});

type Wire = {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** One request, when it is its turn; it may be refused, or be carried out and never be answered. */
export function callStripe({ fetch, scheduler, rekey }: Parts, wire: Wire): Promise<Answer> {
  const { path, method, body } = wire;
  const key = wire.headers['idempotency-key'];
  const headers = { ...wire.headers, ...(key === undefined ? {} : { 'idempotency-key': rekey(key) }) };
  const perform = async (): Promise<Answer> => {
    const carried = method === 'GET' ? {} : { body };
    const response = await fetch(new Request(`${origin}${path}`, { method, headers, ...carried }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
  const refused = Object.fromEntries(
    Object.entries(refusals)
      .filter(([name]) => key !== undefined || name !== 'answers 409')
      .map(([name, answer]) => [name, async () => answer]),
  );
  return scheduler().gate({
    kind: 'stripe',
    label: `${method} ${path.split('?')[0]}`,
    perform,
    faults: {
      ...refused,
      'never arrives': async () => {
        throw noAnswer();
      },
      'answer lost': async () => {
        await perform();
        throw noAnswer();
      },
    },
  });
}
