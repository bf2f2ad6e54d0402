import { plusMinutes } from '@halfpast/kernel';
import { expect, it } from 'vitest';
import { anInstant } from '../testing/orders.ts';
import { methodsTooSlowFor } from './payment-methods.ts';

const days = (count: number) => methodsTooSlowFor(plusMinutes(anInstant, count * 24 * 60), anInstant);

it('leaves out ways to pay that could be decided after the lesson has begun', () => {
  expect(days(1)).toContain('sepa_debit');
  expect(days(1)).toContain('us_bank_account');
  expect(days(7)).not.toContain('us_bank_account');
  expect(days(20)).toContain('sepa_debit');
  expect(days(21)).not.toContain('sepa_debit');
  expect(days(21)).not.toContain('card');
});
