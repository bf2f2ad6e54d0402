import Stripe from 'stripe';

/**
 * A Stripe client that speaks one pinned version of the API. `apiUrl` is where Stripe is, if not at api.stripe.com.
 * A call ends within half a minute, its two retries included: longer than that nobody waits for an answer.
 */
export function createStripe({
  secretKey,
  apiUrl,
}: {
  secretKey: string;
  apiUrl?: string | undefined;
}): Stripe {
  return new Stripe(secretKey, {
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries: 2,
    timeout: 10_000,
    telemetry: false, // it warns on the console when many calls are in flight
    ...(apiUrl ? placeOf(new URL(apiUrl)) : {}),
  });
}

/** Where a URL points, in the words of the SDK. */
export function placeOf(url: URL): { host: string; port: string; protocol: 'http' | 'https' } {
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return { host: url.hostname, port: url.port || (protocol === 'http' ? '80' : '443'), protocol };
}
