import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStripeIntent } from '../testing/stripe-events.ts';
import { createStripe, placeOf } from './stripe-client.ts';

describe('the Stripe client', () => {
  const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push({ url, headers });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(aStripeIntent()));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('asks where it is told to, with its key, in one pinned version', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const stripe = createStripe({ secretKey: 'sk_test_key', apiUrl: `http://127.0.0.1:${port}` });
    expect((await stripe.paymentIntents.retrieve('pi_1')).id).toBe('pi_1');
    expect(asked).toMatchObject([
      {
        url: '/v1/payment_intents/pi_1',
        headers: { 'stripe-version': '2026-10-28.endive', authorization: 'Bearer sk_test_key' },
      },
    ]);
  });

  it('asks Stripe itself when nothing else is said', () => {
    const stripe = createStripe({ secretKey: 'sk_test_key' });
    expect(stripe.getApiField('host')).toBe('api.stripe.com');
    expect(stripe.getApiField('protocol')).toBe('https');
  });

  it.each([
    ['http://127.0.0.1:12111', { host: '127.0.0.1', port: '12111', protocol: 'http' }],
    ['http://stripe.test', { host: 'stripe.test', port: '80', protocol: 'http' }],
    ['https://stripe.test', { host: 'stripe.test', port: '443', protocol: 'https' }],
  ])('finds its place in %s', (url, place) => {
    expect(placeOf(new URL(url))).toEqual(place);
  });
});
