import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { aWorld, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const { anIntent, confirm, told } = payerIn(() => world);

describe('canceling', () => {
  it('closes the intent for good', async () => {
    const { id } = await anIntent();
    const canceled = await world.stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(canceled.canceled_at).toBeTypeOf('number');
    await told(id, 'payment_intent.canceled');
    const late = await refusalOf(confirm(id, 'pm_card_visa'));
    expect(late).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });

  it('is refused, with the intent, once it is paid', async () => {
    const { id } = await anIntent();
    await confirm(id, 'pm_card_visa');
    const late = await refusalOf(world.stripe.paymentIntents.cancel(id));
    expect(late).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    });
    expect(late.message).toContain(
      'You cannot cancel this PaymentIntent because it has a status of succeeded.',
    );
    expect((await refusalOf(confirm(id, 'pm_card_visa'))).message).toContain('already succeeded');
  });

  it('and paying at one moment end in one of the two, never in both', async () => {
    const ends = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { id } = await anIntent();
        const outcomes = await Promise.allSettled([
          confirm(id, 'pm_card_visa'),
          world.stripe.paymentIntents.cancel(id),
        ]);
        const { status, amount_received } = await world.stripe.paymentIntents.retrieve(id);
        return { won: outcomes.filter((o) => o.status === 'fulfilled').length, status, amount_received };
      }),
    );
    for (const { won, status, amount_received } of ends) {
      expect(won).toBe(1);
      expect(['succeeded 4200', 'canceled 0']).toContain(`${status} ${amount_received}`);
    }
  });
});
