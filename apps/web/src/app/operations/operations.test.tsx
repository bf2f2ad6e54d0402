import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aDispute, anAlert, aPaymentInQuestion, aRefund } from '@/testing/builders.ts';
import { type Answers, refusal, renderPage } from '@/testing/render-page.tsx';
import { Operations } from './operations.tsx';

const show = (answers: Answers = {}) =>
  renderPage(<Operations />, {
    answers: { 'operations.alerts': () => [], 'operations.disputes': () => [], ...answers },
  });

const section = async (name: RegExp) => within(await screen.findByRole('region', { name }));

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

describe('Operations', () => {
  it('says that all is quiet', async () => {
    show();
    expect(await screen.findByText('No payment is disputed.')).toBeTruthy();
    expect(await screen.findByText('Every refund arrived, or is on its way.')).toBeTruthy();
    expect(await screen.findByText('Nothing has gone wrong yet.')).toBeTruthy();
  });

  it('shows open disputes with their sum, and leads to session and payment', async () => {
    const partly = aDispute({ disputeId: 'dp_2', status: 'INQUIRY', amount: 1500 });
    const won = aDispute({ disputeId: 'dp_3', status: 'WON' });
    show({ 'operations.disputes': () => [aDispute(), partly, won] });
    const disputes = await section(/^Open disputes/);
    const [open, inquiry] = await disputes.findAllByRole('listitem');
    expect(disputes.getByRole('heading').textContent).toBe('Open disputes2');
    expect(open?.textContent).toContain('Reason given: product not received');
    expect(open?.textContent).toContain('Wed 25 Nov, 13:00');
    expect(open?.textContent?.endsWith('€40.00')).toBe(true);
    expect(inquiry?.textContent?.endsWith('€15.00 of €40.00')).toBe(true);
    const links = within(open ?? document.body).getAllByRole('link');
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Mina Okafor with Ana Beltrán', '/sessions/session-1'],
      ['Payment', '/payments/payment-1'],
    ]);
    expect(disputes.getByText('1 closed')).toBeTruthy();
  });

  it('shows the refunds that failed until they arrive, each payment once', async () => {
    const failed = aRefund({ status: 'FAILED' });
    const again = aPaymentInQuestion({ refunds: [failed, { ...failed, refundId: 'r2' }, aRefund()] });
    const arrived = aPaymentInQuestion({ refunds: [failed, aRefund({ status: 'SUCCEEDED' })] });
    const once = aPaymentInQuestion({ refunds: [failed] });
    show({
      'operations.alerts': () => [
        anAlert({ payment: again }),
        anAlert({ alertId: 'a2', payment: again }),
        anAlert({ alertId: 'a3', paymentId: 'payment-2', payment: arrived }),
        anAlert({ alertId: 'a4', paymentId: 'payment-3', payment: null }),
        anAlert({ alertId: 'a5', paymentId: 'payment-4', payment: once }),
      ],
    });
    const failing = await section(/^Failed refunds/);
    const rows = await failing.findAllByRole('listitem');
    expect(rows.map((row) => /Failed (once|\d times)/.exec(row.textContent ?? '')?.[0])).toEqual([
      'Failed 2 times',
      'Failed once',
    ]);
    const alerts = await section(/^Alerts/);
    expect(alerts.getAllByRole('listitem')).toHaveLength(5);
    expect(alerts.getAllByText('Refund failed')).toHaveLength(5);
  });

  it('tells of what it can’t read', async () => {
    const refuse = () => {
      throw refusal('RATE_LIMITED');
    };
    const { user, calls } = show({ 'operations.alerts': refuse, 'operations.disputes': refuse });
    await vi.waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
    for (const button of screen.getAllByRole('button', { name: 'Try again' })) await user.click(button);
    await vi.waitFor(() => expect(calls).toHaveLength(4));
  });
});
