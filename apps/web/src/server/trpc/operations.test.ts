import type { Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import { callerWith } from '../testing/caller.ts';
import { aDispute, anAlert, aPayment, aSession, services } from '../testing/services.ts';

const sessionId = aSession().sessionId;

describe('operations', () => {
  const operator: Viewer = { personId: 'operator-1', role: 'operator' };
  const about = {
    sessionId,
    amount: 4500,
    currency: 'EUR',
    studentName: 'Former member',
    tutorName: 'Ada Byron',
    refunds: [],
  };

  it('show alerts and disputes with the payment and the people they are about', async () => {
    const caller = callerWith({ viewer: operator });
    const { createdAt, key, sessionId: _, ...alert } = anAlert;
    expect(await caller.operations.alerts({})).toEqual([
      { ...alert, createdAt: createdAt.toISOString(), payment: about },
    ]);
    const openedAt = aDispute.openedAt.toISOString();
    expect(await caller.operations.disputes()).toEqual([{ ...aDispute, openedAt, payment: about }]);
  });

  it('ask nobody for the payments of nothing, and show what has none', async () => {
    const asked: unknown[] = [];
    const none = {
      ...services().payment,
      disputes: async () => [],
      paymentsByIds: async (...args: unknown[]) => {
        asked.push(args);
        return [];
      },
    };
    const caller = callerWith({ viewer: operator, payment: none });
    expect(await caller.operations.disputes()).toEqual([]);
    expect(asked).toEqual([]);
    expect(await caller.operations.alerts({})).toMatchObject([{ payment: null }]);
  });

  it('show one payment with its disputes', async () => {
    const payment = { ...services().payment, paymentOf: async () => aPayment({ disputes: [aDispute] }) };
    expect(
      await callerWith({ viewer: operator, payment }).payments.byId({ paymentId: aPayment().paymentId }),
    ).toMatchObject({ stripePaymentIntentId: 'pi_1', disputes: [{ disputeId: 'dp_1', status: 'OPEN' }] });
  });
});
