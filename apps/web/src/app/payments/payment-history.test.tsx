import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aPayment, aRefund } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { PaymentHistory } from './payment-history.tsx';

const rows = async () => (await screen.findAllByRole('listitem')).map((row) => within(row));

describe('PaymentHistory', () => {
  it('shows what was paid, what failed and why, and what came back', async () => {
    const refunds = [aRefund({ amount: 1500 })];
    renderPage(<PaymentHistory />, {
      answers: {
        'payments.history': () => [
          aPayment(),
          aPayment({
            paymentId: 'p2',
            status: 'FAILED',
            failureReason: 'Your card was declined.',
            scheduledAt: null,
          }),
          aPayment({ paymentId: 'p3', status: 'PENDING', currency: 'JPY', amount: 5200, refunds }),
        ],
      },
    });
    const [paid, failed, pending] = await rows();
    expect(paid?.getByText('Paid')).toBeTruthy();
    expect(paid?.getByRole('link', { name: 'Lesson with Ana Beltrán' }).getAttribute('href')).toBe(
      '/sessions/session-1',
    );
    expect(paid?.getByRole('link', { name: '€40.00, receipt' }).getAttribute('href')).toBe(
      '/payments/payment-1',
    );
    expect(failed?.getByText('Not paid')).toBeTruthy();
    expect(failed?.getByText('Your card was declined.')).toBeTruthy();
    expect(failed?.getByText('No lesson booked')).toBeTruthy();
    expect(failed?.getByRole('link', { name: 'Lesson with Ana Beltrán' }).getAttribute('href')).toBe(
      '/checkout/session-1',
    );
    expect(pending?.getByText('Payment pending')).toBeTruthy();
    expect(pending?.getByText('¥5,200')).toBeTruthy();
    expect(pending?.getByText('Refund on its way')).toBeTruthy();
    expect(pending?.getByText('€15.00')).toBeTruthy();
  });

  it('tells a payment that a bank still processes from one that waits for its payer', async () => {
    renderPage(<PaymentHistory />, {
      answers: { 'payments.history': () => [aPayment({ status: 'PENDING', isProcessing: true })] },
    });
    const [processing] = await rows();
    expect(processing?.getByText('Bank is processing')).toBeTruthy();
  });

  it('says what will be here', async () => {
    renderPage(<PaymentHistory />, { answers: { 'payments.history': () => [] } });
    expect(await screen.findByText('No payments yet')).toBeTruthy();
  });

  it('tells a failure in words', async () => {
    const { user, calls } = renderPage(<PaymentHistory />, {
      answers: {
        'payments.history': () => {
          throw refusal('RATE_LIMITED');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(calls).toHaveLength(2);
  });
});
