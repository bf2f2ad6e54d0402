import { plusMinutes } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { anInstant, anOrder, aPendingPayment } from '../testing/orders.ts';
import { close, closedBeforeMade, isClosedForGood, noIntentWasMade } from './closing.ts';
import { keyMayBeForgotten, newPayment, opened, refused, tried } from './opening.ts';
import { type Payment, record } from './payment.ts';

const later = plusMinutes(anInstant, 5);

describe('opening a payment', () => {
  it('notes a try before it is sent, and each attempt’s first one only', () => {
    const payment = newPayment(anOrder(), anInstant);
    expect(tried(payment, later)).toBe(payment);
    expect(tried(refused(payment, 1), later)).toMatchObject({ attempt: 2, firstTriedAt: later });
  });

  it('takes the intent of the present attempt, once', () => {
    const payment = aPendingPayment();
    const withIntent = opened(payment, 1, 'pi_1');
    expect(withIntent).toEqual({ ...payment, stripePaymentIntentId: 'pi_1' });
    expect(opened(withIntent, 1, 'pi_2')).toBe(withIntent);
    expect(opened(refused(payment, 1), 1, 'pi_1')).toMatchObject({ stripePaymentIntentId: null });
    const closed = close(payment);
    expect(opened(closed, 1, 'pi_1')).toBe(closed);
  });

  it('uses up an attempt by a refusal of that attempt alone', () => {
    const second = refused(aPendingPayment(), 1);
    expect(second).toMatchObject({ attempt: 2, firstTriedAt: null });
    expect(refused(second, 1)).toBe(second);
  });

  it('distrusts a key from 23 hours after its first use', () => {
    const payment = newPayment(anOrder(), anInstant);
    expect(keyMayBeForgotten(payment, plusMinutes(anInstant, 23 * 60))).toBe(false);
    expect(keyMayBeForgotten(payment, plusMinutes(anInstant, 23 * 60 + 1))).toBe(true);
    expect(keyMayBeForgotten(refused(payment, 1), plusMinutes(anInstant, 48 * 60))).toBe(false);
  });
});

describe('closing a payment', () => {
  it('marks one without an intent, and leaves one with an intent to Stripe’s word', () => {
    const withIntent = opened(aPendingPayment(), 1, 'pi_1');
    expect(close(withIntent)).toBe(withIntent);
    expect(close(aPendingPayment()).status).toBe('CANCELED');
  });

  const untried = close(refused(aPendingPayment(), 1));
  const onlyMarked = close(aPendingPayment());
  it.each<[string, Payment, boolean]>([
    ['a mark of one that was never made', closedBeforeMade(anOrder(), anInstant), true],
    ['a mark of one whose present attempt was never sent', untried, true],
    ['a mark of one that may have reached Stripe', onlyMarked, false],
    ['that one once Stripe said that it made nothing', noIntentWasMade(onlyMarked), true],
    [
      'one that Stripe canceled',
      record(onlyMarked, { status: 'CANCELED', stripePaymentIntentId: 'pi_1' }, later),
      true,
    ],
    ['an open one', aPendingPayment(), false],
  ])('is for good or not: %s', (_, payment, expected) => {
    expect(isClosedForGood(payment)).toBe(expected);
  });

  it('says that nothing was made only of a mark', () => {
    for (const payment of [aPendingPayment(), untried]) expect(noIntentWasMade(payment)).toBe(payment);
  });
});
