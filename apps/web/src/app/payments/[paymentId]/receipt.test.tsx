import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aDispute, aPaymentInDetail, aRefund } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { balanceOf } from './balance.ts';
import { Receipt } from './receipt.tsx';

const show = (payment: ReturnType<typeof aPaymentInDetail>) =>
  renderPage(<Receipt paymentId="payment-1" />, { answers: { 'payments.byId': () => payment } });

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

describe('Receipt', () => {
  it('adds up what was charged and what came back, in yen as in euros', async () => {
    const refunds = [
      aRefund({ refundId: 'r1', amount: 2601, currency: 'JPY', status: 'FAILED' }),
      aRefund({
        refundId: 'r2',
        amount: 2601,
        currency: 'JPY',
        status: 'SUCCEEDED',
        reason: 'You cancelled',
      }),
    ];
    show(aPaymentInDetail({ amount: 5201, currency: 'JPY', refunds }));
    expect(await screen.findByRole('heading', { name: 'Receipt' })).toBeTruthy();
    expect(screen.getByText('¥5,201')).toBeTruthy();
    const [failed, arrived] = within(screen.getByRole('list', { name: 'Refunds' })).getAllByRole('listitem');
    expect(failed?.textContent).toBe('Refund did not arriveWed 25 Nov 2026−¥2,601');
    expect(arrived?.textContent).toBe('RefundedWed 25 Nov 2026, You cancelled−¥2,601');
    expect(screen.getByText('Paid in the end').parentElement?.textContent).toContain('¥2,600');
    expect(screen.getByRole('link', { name: /Lesson with/ }).getAttribute('href')).toBe(
      '/sessions/session-1',
    );
  });

  it('says that a refund is still on its way', async () => {
    show(aPaymentInDetail({ refunds: [aRefund()] }));
    expect(await screen.findByText('Paid, once that has arrived')).toBeTruthy();
    expect(screen.getByText('€0.00')).toBeTruthy();
  });

  it('shows a payment that failed, and why, and no sum', async () => {
    show(
      aPaymentInDetail({
        status: 'FAILED',
        failureReason: 'Your card was declined.',
        scheduledAt: null,
        stripePaymentIntentId: null,
      }),
    );
    expect(await screen.findByRole('heading', { name: 'Payment' })).toBeTruthy();
    expect(screen.getByText('Your card was declined.')).toBeTruthy();
    expect(screen.queryByText('At Stripe')).toBeNull();
    expect(screen.getByRole('link', { name: /Lesson with/ }).getAttribute('href')).toBe(
      '/checkout/session-1',
    );
  });

  it('shows an operator the disputes', async () => {
    show(aPaymentInDetail({ disputes: [aDispute()] }));
    const disputes = within(await screen.findByRole('list', { name: 'Disputes' }));
    expect(disputes.getByText('Disputed')).toBeTruthy();
    expect(disputes.getByText(/product not received/)).toBeTruthy();
  });

  it('leads back from what isn’t one’s own', async () => {
    const { user, calls } = renderPage(<Receipt paymentId="x" />, {
      answers: {
        'payments.byId': () => {
          throw refusal('NOT_FOUND');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(screen.getByRole('link', { name: 'Payments' }).getAttribute('href')).toBe('/payments');
    expect(calls).toHaveLength(2);
  });
});

describe('balanceOf', () => {
  it('is none where nothing went back, or nothing was charged', () => {
    expect(balanceOf({ status: 'SUCCEEDED', amount: 4000, refunds: [] })).toBeNull();
    expect(balanceOf({ status: 'FAILED', amount: 4000, refunds: [aRefund()] })).toBeNull();
  });
});
