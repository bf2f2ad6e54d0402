import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aCheckout, aSession } from '@/testing/builders.ts';
import { type Answers, refusal, renderPage } from '@/testing/render-page.tsx';
import { Result } from './result.tsx';

const show = (answers: Answers, redirectStatus: string | null = null) =>
  renderPage(<Result sessionId="session-1" redirectStatus={redirectStatus} />, { answers });

const being = (
  state: ReturnType<typeof aCheckout>['state'],
  failureReason: string | null = null,
): Answers => ({
  'booking.checkout': () => aCheckout({ state, failureReason, clientSecret: null }),
});

const title = () => screen.findByRole('heading', { level: 1 }).then(({ textContent }) => textContent);

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

describe('Result', () => {
  it('waits for the webhook and then shows the lesson confirmed, with the way in', async () => {
    const states = ['awaiting_payment', 'paid', 'confirmed'] as const;
    let asked = 0;
    show(
      {
        'booking.checkout': () => aCheckout({ state: states[Math.min(asked++, 2)] ?? 'confirmed' }),
        'sessions.byId': () => aSession(),
      },
      'succeeded',
    );
    expect(await title()).toBe('Confirming your lesson…');
    await waitFor(async () => expect(await title()).toBe('You’re booked'), { timeout: 4_000 });
    expect(screen.getByText('Confirmed')).toBeTruthy();
    const link = await screen.findByRole('link', { name: 'Meeting link' });
    expect(link.getAttribute('href')).toBe('https://meet.example/abc');
    expect(screen.getByRole('link', { name: 'Add to calendar' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'My sessions' }).getAttribute('href')).toBe('/sessions');
    expect(asked).toBe(3);
  });

  it('never says booked because the address says so', async () => {
    show(being('declined', 'Your card was declined.'), 'failed');
    expect(await title()).toBe('The payment didn’t go through');
    expect(screen.getByText('Your card was declined.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Try again' }).getAttribute('href')).toBe('/checkout/session-1');
  });

  it.each([
    ['awaiting_payment', 'Not paid yet', 'Try again'],
    ['expired', 'The time ran out', 'Pick another time with Ana Beltrán'],
    ['refunded', 'Your money is on its way back', 'Pick another time with Ana Beltrán'],
    ['processing', 'Your bank is still processing', 'My sessions'],
    ['cancelled', 'This lesson was cancelled', 'See the lesson'],
  ] as const)('tells what %s means and leads on', async (state, words, onward) => {
    show(being(state));
    expect(await title()).toBe(words);
    expect(screen.getByRole('link', { name: onward })).toBeTruthy();
  });

  it.each([
    ['confirmed', 'You’re booked'],
    ['expired', 'Your bank didn’t make the payment'],
  ] as const)('waits for a slow bank, until it is %s', async (state, words) => {
    const { queryClient } = show(
      { 'booking.checkout': () => aCheckout({ state: 'processing' }) },
      'processing',
    );
    expect(await title()).toBe('Your bank is still processing');
    queryClient.setQueriesData({ queryKey: [['booking', 'checkout']] }, aCheckout({ state }));
    await waitFor(async () => expect(await title()).toBe(words));
  });

  it('shows a confirmed lesson without a link while there is none', async () => {
    show({ ...being('confirmed'), 'sessions.byId': () => aSession({ meetingLink: null }) });
    expect(await title()).toBe('You’re booked');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Meeting link' })).toBeNull());
  });

  it('says when it takes longer than usual', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
    show({
      'booking.checkout': () => {
        vi.setSystemTime(new Date('2026-11-25T10:01:00Z'));
        return aCheckout({ state: 'paid' });
      },
    });
    expect(await screen.findByText(/takes longer than usual/)).toBeTruthy();
  });

  it('takes the client secret out of the address and keeps the rest', async () => {
    const before =
      '/checkout/session-1/result?payment_intent=pi_1&payment_intent_client_secret=s&redirect_status=succeeded';
    window.history.replaceState(null, '', before);
    show(being('paid'), 'succeeded');
    await waitFor(() => expect(window.location.search).toBe('?redirect_status=succeeded'));
  });

  it('tells a failure in words', async () => {
    const { user } = show({
      'booking.checkout': () => {
        throw refusal('UNAUTHENTICATED');
      },
    });
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy();
    expect(user).toBeTruthy();
  });
});
