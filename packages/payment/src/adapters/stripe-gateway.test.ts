import { createServer } from 'node:http';
import { silentLogger } from '@halfpast/kernel/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPaidPayment, aPendingPayment, aRefund } from '../testing/orders.ts';
import { aStripeIntent } from '../testing/stripe-events.ts';
import type { PaymentGateway } from '../use-cases/ports.ts';
import { createStripe } from './stripe-client.ts';
import { stripeGateway } from './stripe-gateway.ts';

type Answer = [status: number, body: object];
const payment = aPendingPayment();
const metadata = { env: 'test', paymentId: payment.paymentId };
const missing: Answer = [
  404,
  { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such' } },
];
const wrong: Answer = [400, { error: { type: 'invalid_request_error', message: 'Wrong request' } }];
const list = (data: object[], has_more = false): Answer => [
  200,
  { object: 'list', data, has_more, url: '/v1/x' },
];

describe('the Stripe gateway', () => {
  const asked: string[] = [];
  const answers: Answer[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers['idempotency-key'] ?? ''}`.trim());
    const [status, body] = answers.shift() ?? missing;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  let gateway: PaymentGateway;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const stripe = createStripe({ secretKey: 'sk_test_key', apiUrl: `http://127.0.0.1:${port}` });
    gateway = stripeGateway({ stripe, deployment: 'test', logger: silentLogger });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked.length = 0;
    answers.length = 0;
  });
  const unavailable = { code: 'PAYMENT_PROVIDER_UNAVAILABLE' };

  it('sends each create under the key of its row', async () => {
    answers.push([200, aStripeIntent()], [200, { id: 're_1', status: 'succeeded' }]);
    expect(await gateway.createIntent({ ...payment, attempt: 3 })).toMatchObject({
      kind: 'CREATED',
      clientSecret: 'pi_1_secret',
    });
    const paid = aPaidPayment();
    expect(await gateway.createRefund(aRefund(paid), 'pi_1')).toMatchObject({ kind: 'SENT' });
    expect(asked).toEqual([
      `POST /v1/payment_intents pi:create:${payment.sessionId}:3`,
      `POST /v1/refunds refund:${paid.paymentId}:1`,
    ]);
  });

  it('cancels without a key of ours', async () => {
    answers.push([200, aStripeIntent({ status: 'canceled' })]);
    expect(await gateway.cancelIntent('pi_1')).toMatchObject({ state: { status: 'CANCELED' } });
    expect(asked).toEqual([
      expect.stringMatching(/^POST \/v1\/payment_intents\/pi_1\/cancel stripe-node-retry-/),
    ]);
    answers.push(wrong);
    expect(await gateway.cancelIntent('pi_1')).toBeUndefined();
  });

  it('knows an intent that isn’t there from one that can’t be read', async () => {
    answers.push(missing, wrong);
    expect(await gateway.retrieveIntent('pi_1')).toBeUndefined();
    await expect(gateway.retrieveIntent('pi_1')).rejects.toMatchObject(unavailable);
  });

  it('finds the intent of a payment on any page, among those of its time', async () => {
    answers.push(
      list([aStripeIntent({ id: 'pi_0' })], true),
      list([aStripeIntent({ id: 'pi_9', metadata })], true),
    );
    expect(await gateway.findIntent(payment)).toMatchObject({ intent: { stripePaymentIntentId: 'pi_9' } });
    expect(asked).toHaveLength(2);
    expect(decodeURIComponent(asked[0] ?? '')).toMatch(/created\[gte\]=1795521000&created\[lte\]=1795694400/);
  });

  it('finds none of another environment, and none when there is none', async () => {
    answers.push(list([aStripeIntent({ metadata: { ...metadata, env: 'other' } })]), list([]));
    expect(await gateway.findIntent(payment)).toBeUndefined();
    expect(await gateway.findIntent({ ...payment, firstTriedAt: null })).toBeUndefined();
  });

  it('never takes a list that failed for an empty one', async () => {
    answers.push(wrong, wrong);
    await expect(gateway.findIntent(payment)).rejects.toMatchObject(unavailable);
    await expect(gateway.listRefunds('pi_1')).rejects.toMatchObject(unavailable);
  });

  it('tells which refunds are ours', async () => {
    const money = { amount: 4500, currency: 'eur' };
    const ours = {
      ...money,
      ...{ id: 're_1', status: 'succeeded', metadata: { env: 'test', refundId: 'r1' } },
    };
    const others = { ...money, ...{ id: 're_2', status: 'pending', metadata: { env: 'x', refundId: 'r2' } } };
    answers.push(list([ours, others]), [200, { ...others, metadata: null }]);
    const read = { amount: 4500, currency: 'EUR' };
    const theirs = {
      ...read,
      ...{ refundId: undefined, outcome: { status: 'PENDING', stripeRefundId: 're_2' } },
    };
    expect(await gateway.listRefunds('pi_1')).toEqual([
      { ...read, refundId: 'r1', outcome: { status: 'SUCCEEDED', stripeRefundId: 're_1' } },
      theirs,
    ]);
    expect(await gateway.retrieveRefund('re_2')).toEqual(theirs);
    expect(await gateway.retrieveRefund('re_3')).toBeUndefined();
  });

  it('reads a dispute', async () => {
    const dispute = {
      id: 'du_1',
      amount: 4500,
      currency: 'eur',
      reason: 'product_not_received',
      created: 60,
    };
    answers.push([200, { ...dispute, status: 'needs_response' }]);
    expect(await gateway.retrieveDispute('du_1')).toEqual({
      ...{ disputeId: 'du_1', amount: 4500, currency: 'EUR', reason: 'product not received' },
      ...{ status: 'OPEN', openedAt: new Date(60_000) },
    });
    expect(await gateway.retrieveDispute('du_2')).toBeUndefined();
  });

  it('expects a secret with every intent that can be paid', async () => {
    answers.push([200, aStripeIntent({ client_secret: null })]);
    await expect(gateway.retrieveIntent('pi_1')).rejects.toThrow(/no secret/);
  });
});
