import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { aWorld, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const anIntent = () =>
  world.stripe.paymentIntents.create({
    amount: 4_200,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
    metadata: { env: 'test' },
  });

describe('a payment', () => {
  it('succeeds with a good card and tells so in order', async () => {
    const created = await anIntent();
    expect(created).toMatchObject({ status: 'requires_payment_method', amount_received: 0, livemode: false });

    const paid = await world.stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa' });

    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 4_200, metadata: { env: 'test' } });
    await vi.waitFor(() =>
      expect(world.receiver.types(created.id)).toEqual([
        'payment_intent.created',
        'charge.succeeded',
        'payment_intent.succeeded',
      ]),
    );
  });

  it('that is declined can be tried again on the same intent', async () => {
    const { id } = await anIntent();

    const declined = await refusalOf(
      world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }),
    );

    expect(declined).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'generic_decline',
      payment_intent: { id, status: 'requires_payment_method', payment_method: null },
    });
    const paid = await world.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    await vi.waitFor(() =>
      expect(world.receiver.types(id)).toEqual([
        'payment_intent.created',
        'charge.failed',
        'payment_intent.payment_failed',
        'charge.succeeded',
        'payment_intent.succeeded',
      ]),
    );
  });
});
