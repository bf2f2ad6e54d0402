import Stripe from 'stripe';
import { createTestDatabase } from '../../postgres/testing.ts';
import { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from '../start.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const secret = 'whsec_test_secret';

export type World = {
  readonly stripe: Stripe;
  readonly sandbox: StripeSandbox;
  readonly receiver: Receiver;
  /** Another process on the same database and endpoint. */
  another(): Promise<StripeSandbox>;
  end(): Promise<void>;
};

/** A sandbox with a database and a webhook endpoint of its own, and the stock SDK to speak to it. */
export async function aWorld(
  postgresUrl: string,
  options: Partial<StripeSandboxOptions> = {},
): Promise<World> {
  const databaseUrl = await createTestDatabase(postgresUrl);
  const receiver = await startReceiver(secret);
  const start = () =>
    startStripeSandbox({ databaseUrl, port: 0, webhookUrl: receiver.url, webhookSecret: secret, ...options });
  const sandbox = await start();
  return {
    stripe: sdkFor(sandbox.url),
    sandbox,
    receiver,
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
