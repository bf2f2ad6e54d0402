import { paymentEventData } from '@halfpast/payment';
import { NonRetriableError } from 'inngest';
import { describe, expect, it } from 'vitest';
import { bookingRequestedData } from '../events.ts';
import { dataOf } from './event-data.ts';

const id = '019a0000-0000-7000-8000-000000000001';

describe('the data of an event', () => {
  it('is what its schema says, and no more', () => {
    const event = { name: 'payment/completed', data: { paymentId: id, sessionId: id, amount: 1 } };
    expect(dataOf(paymentEventData, event)).toEqual({ paymentId: id, sessionId: id });
  });

  it.each([undefined, {}, { bookingId: 'x', expiresAt: 'soon' }, { bookingId: id, expiresAt: 12 }])(
    'is refused once and for all when it is %j',
    (data) => {
      expect(() => dataOf(bookingRequestedData, { name: 'booking/requested', data })).toThrow(
        NonRetriableError,
      );
    },
  );
});
