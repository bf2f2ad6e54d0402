import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { payerIn } from './testing/payer.ts';
import { aWorld, onDesk, refusalOf, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld(inject('postgresUrl'));
});
afterAll(() => world.end());

const { anIntent, authenticate, confirm, told } = payerIn(() => world);

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
  it.each([
    ['the payer passing the challenge', 'eur', 'pm_card_threeDSecure2Required'],
    ['the bank paying', 'usd', 'pm_usBankAccount_processing'],
  ])('and %s at one moment end in one of the two', async (_, currency, payment_method) => {
    const ends = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const intent = await anIntent({ currency, payment_method, confirm: true });
        const [paid, canceled] = await Promise.all([
          intent.status === 'processing'
            ? onDesk(world, `payment_intents/${intent.id}/settle`, { outcome: 'succeeded' })
            : authenticate(intent, 'passed'),
          world.stripe.paymentIntents.cancel(intent.id).catch(() => undefined),
        ]);
        const { status } = await world.stripe.paymentIntents.retrieve(intent.id);
        return { status, paid: paid.status, canceled: canceled?.status };
      }),
    );
    for (const end of ends) {
      expect([
        { status: 'succeeded', paid: 200, canceled: undefined },
        { status: 'canceled', paid: 400, canceled: 'canceled' },
      ]).toContainEqual(end);
    }
  });
});
