import type { Form } from '../form.ts';
import type { Ledger } from '../ledger.ts';
import type { Pace } from '../pace.ts';
import { unauthenticated } from '../refusals.ts';

/** Who asks: the merchant's server, or the page of a payer, which may do only what its client secret allows. */
export type Caller = 'server' | 'browser';

/** One request of the API. */
export type Call = {
  readonly caller: Caller;
  readonly method: string;
  readonly path: string;
  /** The parts of the path that vary: `id`. */
  readonly id: string;
  readonly form: Form;
  readonly requestId: string;
  readonly idempotencyKey: string | null;
  readonly now: Date;
  readonly pace: Pace;
  /** Where this sandbox answers, for the addresses it hands out. */
  readonly origin: string;
};

export type Answer = { readonly status: number; readonly body: object };

/**
 * Checks the request as such and throws if it is wrong, with nothing kept of it; else returns what there is to do, whose
 * every outcome, a refusal too, is kept under the idempotency key.
 */
export type Endpoint = (call: Call) => (ledger: Ledger) => Promise<Answer>;

const mask = (key: string): string => `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`;

/**
 * Tells the caller by its API key: any test key will do.
 * @throws StripeRefusal 401 without a key, and for a key of live mode
 */
export function callerOf(authorization: string | undefined, form: Form): Caller {
  const key = keyOf(authorization) ?? (typeof form.key === 'string' ? form.key : undefined);
  if (!key) {
    throw unauthenticated(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
    );
  }
  if (/^[sr]k_test_\w+$/.test(key)) return 'server';
  if (/^pk_test_\w+$/.test(key)) return 'browser';
  throw unauthenticated(
    /^[a-z]+_live_/.test(key)
      ? `Invalid API Key provided: ${mask(key)}. This is a sandbox: it takes test keys only, never keys of live mode.`
      : `Invalid API Key provided: ${mask(key)}`,
  );
}

/** @throws StripeRefusal 401 when a payer's page asks for what only the merchant may */
export function serverOnly(caller: Caller): void {
  if (caller === 'server') return;
  throw unauthenticated(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    'secret_key_required',
  );
}

const keyOf = (authorization = ''): string | undefined => {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^bearer$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString().split(':')[0];
  return undefined;
};
