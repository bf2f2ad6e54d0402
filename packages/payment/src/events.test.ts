import { newId } from '@halfpast/kernel';
import { expect, it } from 'vitest';
import { announceOutcome } from './domain/announcement.ts';
import { record } from './domain/payment.ts';
import { paymentCanceled, paymentCompleted, paymentEventData } from './events.ts';
import { anInstant, aPendingPayment } from './testing/orders.ts';

it('tells of a success and of a cancel once, in data that others can parse, and of nothing else', () => {
  const pending = aPendingPayment();
  const intent = { stripePaymentIntentId: `pi_${newId()}` };
  const declined = record(pending, { status: 'DECLINED', ...intent, failureCode: 'expired_card' }, anInstant);
  const canceled = record(declined, { status: 'CANCELED', ...intent }, anInstant);
  const paid = record(
    canceled,
    { status: 'SUCCEEDED', ...intent, amountReceived: 1, currencyReceived: 'EUR' },
    anInstant,
  );
  const told = [announceOutcome(declined, canceled), announceOutcome(canceled, paid)];
  expect(told.map((news) => news?.name)).toEqual([paymentCanceled, paymentCompleted]);
  for (const news of told) expect(paymentEventData.parse(news?.data)).toEqual(news?.data);
  expect(announceOutcome(pending, declined)).toBeUndefined();
  expect(announceOutcome(paid, paid)).toBeUndefined();
});
