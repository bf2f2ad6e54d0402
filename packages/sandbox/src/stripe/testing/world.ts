import Stripe from 'stripe';
import { createTestDatabase } from '../../postgres/testing.ts';
import { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from '../start.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const secret = 'whsec_test_secret';

export type World = {
  readonly stripe: Stripe;
  readonly sandbox: StripeSandbox;
  readonly receiver: Receiver;
  readonly databaseUrl: string;
  /** Another sandbox on the same database and endpoint. */
  another(more?: Partial<StripeSandboxOptions>): Promise<StripeSandbox>;
  end(): Promise<void>;
};

/** A sandbox with a database and a webhook endpoint of its own, and the stock SDK to speak to it. */
export async function aWorld(
  postgresUrl: string,
  options: Partial<StripeSandboxOptions> = {},
): Promise<World> {
  const databaseUrl = await createTestDatabase(postgresUrl);
  const receiver = await startReceiver(secret);
  const start = (more: Partial<StripeSandboxOptions> = {}) =>
    startStripeSandbox({
      databaseUrl,
      port: 0,
      webhookUrl: receiver.url,
      webhookSecret: secret,
      ...options,
      ...more,
    });
  const sandbox = await start();
  return {
    stripe: sdkFor(sandbox.url),
    sandbox,
    receiver,
    databaseUrl,
    another: start,
    async end() {
      await sandbox.stop();
      await receiver.stop();
    },
  };
}

/** The stock SDK, pointed at a sandbox; it doesn't retry by itself, so that tests see every answer. */
export const sdkFor = (url: string, key = 'sk_test_key', maxNetworkRetries = 0): Stripe =>
  new Stripe(key, {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries,
    telemetry: false,
  });

/** What the SDK throws for `promise`. */
export async function refusalOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

/** A request as the browser script makes it: a form post with the publishable key. */
export async function fromBrowser(
  { sandbox }: World,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new URLSearchParams({ key: 'pk_test_key', ...fields });
  const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: form });
  return { status: answer.status, body: Object(await answer.json()) };
}

/** A typed card, as form fields. */
export const card = (number: string, more: Readonly<Record<string, string>> = {}) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '34',
  'payment_method_data[card][cvc]': '123',
  ...more,
});

/** Orders a misbehaviour, or with nothing takes all of them away. */
export const orderFaults = ({ sandbox }: World, order?: object): Promise<Response> =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: order ? 'POST' : 'DELETE',
    ...(order ? { body: JSON.stringify(order) } : {}),
  });

/** What a bank, a payer or the dashboard does on order. */
export async function onDesk(
  { sandbox }: World,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(fields),
  });
  return { status: answer.status, body: Object(await answer.json()) };
}
