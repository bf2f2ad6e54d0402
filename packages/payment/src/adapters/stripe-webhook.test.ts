import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { anInstant } from '../testing/orders.ts';
import { anEventBody, aStripeIntent, signatureOf } from '../testing/stripe-events.ts';
import type { WebhookDelivery } from '../use-cases/ports.ts';
import { stripeWebhook } from './stripe-webhook.ts';

const secret = 'whsec_new';
const older = 'whsec_old';
const body = anEventBody(
  'payment_intent.succeeded',
  aStripeIntent({ status: 'succeeded', amount_received: 4500 }),
);
const secondsAgo = (seconds: number) => new Date(anInstant.getTime() - seconds * 1000);
const read = (webhookSecrets = [secret, older]) =>
  stripeWebhook({ stripe: new Stripe('sk_test_x'), webhookSecrets, clock: () => anInstant });
const signed = (rawBody: string, by = secret, at = anInstant): WebhookDelivery => ({
  rawBody,
  signature: signatureOf(rawBody, by, at),
});

describe('a webhook of Stripe’s', () => {
  it.each([
    ['payment_intent.succeeded', 'SUCCEEDED'],
    ['payment_intent.payment_failed', 'FAILED'],
    ['payment_intent.processing', 'PROCESSING'],
    ['payment_intent.canceled', 'CANCELED'],
  ])('%s is read with its intent', (type, kind) => {
    const event = read()(signed(anEventBody(type, aStripeIntent(), 'evt_1')));
    expect(event).toMatchObject({ kind, type, eventId: 'evt_1', intent: { stripePaymentIntentId: 'pi_1' } });
  });

  it('of another type is read without', () => {
    const event = read()(signed(anEventBody('charge.updated', { id: 'ch_1' }, 'evt_2')));
    expect(event).toEqual({ kind: 'OTHER', type: 'charge.updated', eventId: 'evt_2' });
  });

  it('may be signed with any secret that is valid now, also as bytes', () => {
    expect(read()(signed(body, older)).kind).toBe('SUCCEEDED');
    const delivery = {
      rawBody: new TextEncoder().encode(body),
      signature: signatureOf(body, secret, anInstant),
    };
    expect(read()(delivery).kind).toBe('SUCCEEDED');
  });

  it('may be 300 seconds old', () => {
    expect(read()(signed(body, secret, secondsAgo(300))).kind).toBe('SUCCEEDED');
  });

  it.each<[string, WebhookDelivery]>([
    ['without a signature', { rawBody: body, signature: null }],
    ['with an empty signature', { rawBody: body, signature: '' }],
    ['with a signature of no form', { rawBody: body, signature: 'let me in' }],
    ['signed by somebody else', signed(body, 'whsec_forged')],
    ['with a body changed by one byte', { ...signed(body), rawBody: body.replace('4500', '4501') }],
    ['older than 300 seconds', signed(body, secret, secondsAgo(301))],
    [
      'with a new time on an old signature',
      { rawBody: body, signature: refreshed(signed(body, secret, secondsAgo(400))) },
    ],
    ['without a body', { ...signed(body), rawBody: '' }],
  ])('is refused %s', (_, delivery) => {
    expect(() => read()(delivery)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('is refused when no secret is known', () => {
    expect(() => read([])(signed(body))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('that is signed but no JSON is refused: the same again would be no better', () => {
    expect(() => read()(signed('no json'))).toThrow('This webhook is no JSON');
  });

  it.each(['null', '[]', '{}', '{"id":"evt_1","type":"charge.refunded","data":{}}'])(
    'that is signed but no event is refused: %s',
    (json) => {
      expect(() => read()(signed(json))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    },
  );
});

function refreshed({ signature }: WebhookDelivery): string {
  return (signature ?? '').replace(/t=\d+/, `t=${Math.floor(anInstant.getTime() / 1000)}`);
}
