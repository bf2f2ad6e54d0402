import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anInstant, aPaidPayment, aPendingPayment } from '../testing/orders.ts';
import type { Outcome } from './intent.ts';
import { failureCodeOf, type Payment, paymentRank, record, settle } from './payment.ts';

const outcomeOf = (intent: string): fc.Arbitrary<Outcome> =>
  fc.oneof(
    fc
      .constantFrom('card_declined', 'expired_card')
      .map((failureCode) => ({ status: 'DECLINED' as const, stripePaymentIntentId: intent, failureCode })),
    fc.constant({ status: 'CANCELED' as const, stripePaymentIntentId: intent }),
    fc.integer({ min: 1, max: 9_999 }).map((amountReceived) => ({
      status: 'SUCCEEDED' as const,
      stripePaymentIntentId: intent,
      amountReceived,
      currencyReceived: 'EUR',
    })),
  );
const outcomes = fc.array(fc.oneof(outcomeOf('pi_1'), outcomeOf('pi_2')));
const later = new Date(anInstant.getTime() + 1000);
const hear = (payment: Payment, told: readonly Outcome[]) =>
  told.reduce((heard, outcome) => record(heard, outcome, later), payment);

describe('what Stripe says of a payment', () => {
  it('only ever raises its status, in whatever order and however often it is told', () => {
    fc.assert(
      fc.property(outcomes, (told) => {
        let payment = record(
          aPendingPayment({ stripePaymentIntentId: 'pi_1' }),
          { ...cancel('pi_2') },
          later,
        );
        for (const outcome of told) {
          const next = record(payment, outcome, later);
          expect(paymentRank[next.status]).toBeGreaterThanOrEqual(paymentRank[payment.status]);
          expect(record(next, outcome, later)).toBe(next);
          payment = next;
        }
      }),
    );
  });

  it('ends in the same status in every order', () => {
    const shuffled = fc
      .array(outcomeOf('pi_1'))
      .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })));
    fc.assert(
      fc.property(shuffled, ([told, retold]) => {
        const end = (all: readonly Outcome[]) => hear(aPendingPayment(), all).status;
        expect(end(told)).toBe(end(retold));
      }),
    );
  });

  it('never takes back or changes a success', () => {
    const paid = aPaidPayment({ stripePaymentIntentId: 'pi_1' });
    fc.assert(
      fc.property(outcomes, (told) => {
        expect(hear(paid, told)).toBe(paid);
      }),
    );
  });

  it('counts a success even after our cancel, with what was captured and when', () => {
    const canceled = record(aPendingPayment({ stripePaymentIntentId: 'pi_1' }), cancel('pi_1'), anInstant);
    const received = { amountReceived: 4500, currencyReceived: 'EUR' };
    const paid = record(canceled, { status: 'SUCCEEDED', stripePaymentIntentId: 'pi_1', ...received }, later);
    expect(paid).toMatchObject({ status: 'SUCCEEDED', ...received, succeededAt: later, settledAt: null });
    expect(paid).not.toHaveProperty('failureCode');
  });

  it('is ignored when it fails or cancels an intent that is not the payment’s own', () => {
    const payment = aPendingPayment({ stripePaymentIntentId: 'pi_1' });
    expect(record(payment, cancel('pi_2'), later)).toBe(payment);
    expect(record(payment, decline('pi_2', 'expired_card'), later)).toBe(payment);
  });

  it('keeps the newest reason of a decline, and keeps it through a cancel', () => {
    let payment = record(
      aPendingPayment({ stripePaymentIntentId: 'pi_1' }),
      decline('pi_1', 'expired_card'),
      later,
    );
    payment = record(payment, decline('pi_1', 'insufficient_funds'), later);
    expect(failureCodeOf(record(payment, cancel('pi_1'), later))).toBe('insufficient_funds');
  });

  it('names the intent of a payment that was closed before its intent was known', () => {
    const marked = { ...aPendingPayment(), status: 'CANCELED' as const, failureCode: null };
    expect(record(marked, cancel('pi_1'), later)).toMatchObject({
      status: 'CANCELED',
      stripePaymentIntentId: 'pi_1',
    });
  });
});

describe('settling', () => {
  it('notes once when a success was answered, and nothing else', () => {
    const paid = aPaidPayment();
    const settled = settle(paid, later);
    expect(settled).toEqual({ ...paid, settledAt: later });
    expect(settle(settled, anInstant)).toBe(settled);
    const pending = aPendingPayment();
    expect(settle(pending, later)).toBe(pending);
  });
});

const cancel = (stripePaymentIntentId: string): Outcome => ({ status: 'CANCELED', stripePaymentIntentId });
const decline = (stripePaymentIntentId: string, failureCode: string): Outcome => ({
  status: 'DECLINED',
  stripePaymentIntentId,
  failureCode,
});
