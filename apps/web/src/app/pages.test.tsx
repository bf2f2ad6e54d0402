import { screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { aCheckout, aPayment, aPaymentInDetail, aSession, aStudent } from '@/testing/builders.ts';
import { renderPage } from '@/testing/render-page.tsx';
import { ApiProvider } from '@/trpc/client.tsx';
import CheckoutPage from './checkout/[sessionId]/page.tsx';
import ResultPage from './checkout/[sessionId]/result/page.tsx';
import PaymentPage from './payments/[paymentId]/page.tsx';
import PaymentsPage from './payments/page.tsx';
import SessionPage from './sessions/[sessionId]/page.tsx';
import SessionsPage from './sessions/page.tsx';
import SignInPage from './sign-in/page.tsx';
import SignUpPage from './sign-up/page.tsx';

const answers = {
  me: () => aStudent,
  'booking.checkout': () => aCheckout({ state: 'expired' as const }),
  'sessions.mine': () => [aSession({ status: 'COMPLETED' })],
  'sessions.byId': () => aSession(),
  'payments.history': () => [aPayment()],
  'payments.byId': () => aPaymentInDetail(),
};

const params = Promise.resolve({ sessionId: 'session-1' });
const searchParams = (query: Record<string, string | string[]> = {}) => Promise.resolve(query);

const pages: readonly (readonly [string, () => ReactNode | Promise<ReactNode>, string])[] = [
  ['/checkout/…', () => CheckoutPage({ params }), 'The time ran out'],
  ['/checkout/…/result', () => ResultPage({ params, searchParams: searchParams() }), 'The time ran out'],
  [
    '/checkout/…/result?redirect_status=failed',
    () => ResultPage({ params, searchParams: searchParams({ redirect_status: 'failed' }) }),
    'The time ran out',
  ],
  ['/sessions', () => SessionsPage({ searchParams: searchParams({ show: 'past' }) }), 'My sessions'],
  ['/sessions/…', () => SessionPage({ params }), 'Lesson with Ana Beltrán'],
  ['/payments', () => PaymentsPage(), 'Payments'],
  ['/payments/…', () => PaymentPage({ params: Promise.resolve({ paymentId: 'payment-1' }) }), 'Receipt'],
  ['/sign-in', () => SignInPage({ searchParams: searchParams() }), 'Welcome back'],
  [
    '/sign-in?next=/sessions',
    () => SignInPage({ searchParams: searchParams({ next: '/sessions' }) }),
    'Welcome back',
  ],
  ['/sign-up', () => SignUpPage({ searchParams: searchParams() }), 'Start learning'],
  [
    '/sign-up?next=/sessions',
    () => SignUpPage({ searchParams: searchParams({ next: '/sessions' }) }),
    'Start learning',
  ],
];

describe('each address', () => {
  it.each(pages)('%s leads to its page', async (_address, page, heading) => {
    renderPage(await page(), { answers });
    expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
  });
});

describe('the API', () => {
  it('is asked over HTTP at its address', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string | URL) => {
      asked.push(String(url));
      return Response.json([{ result: { data: [] } }]);
    });
    renderPage(<ApiProvider>{await PaymentsPage()}</ApiProvider>);
    expect(await screen.findByText('No payments yet')).toBeTruthy();
    await waitFor(() =>
      expect(asked).toContainEqual(expect.stringMatching(/^\/api\/trpc\/payments\.history\?/)),
    );
  });

  it('is asked again when it may come back, and not when it refused', async () => {
    const { queryClient } = renderPage(null);
    const retry = queryClient.getDefaultOptions().queries?.retry;
    const again = (failures: number, error: Error) => typeof retry === 'function' && retry(failures, error);
    expect(again(0, new TypeError('fetch failed'))).toBe(true);
    expect(again(2, new TypeError('fetch failed'))).toBe(false);
    expect(again(0, Object.assign(new Error(), { data: { domainCode: 'NOT_FOUND' } }))).toBe(false);
  });
});
