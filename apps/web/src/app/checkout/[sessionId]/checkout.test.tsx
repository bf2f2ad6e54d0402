import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aCheckout, aPolicy } from '@/testing/builders.ts';
import { installFakeStripe } from '@/testing/fake-stripe.ts';
import { type Answers, refusal, renderPage } from '@/testing/render-page.tsx';
import { Checkout } from './checkout.tsx';

const config = () => ({ publishableKey: 'pk_test_1', stripeJsUrl: null, cancellationPolicy: aPolicy });
const { confirmPayment, createElements } = installFakeStripe();

const show = (checkout = aCheckout(), answers: Answers = {}) =>
  renderPage(<Checkout sessionId="session-1" />, {
    answers: { config, 'booking.checkout': () => checkout, ...answers },
  });

/** The page with the form ready, and the click on its button. */
const showAndPay = async (answers: Answers = {}) => {
  const page = show(aCheckout(), answers);
  const button = await screen.findByRole('button', { name: 'Pay €40.00' });
  await waitFor(() => expect(button).toHaveProperty('disabled', false));
  await page.user.click(button);
  return page;
};

beforeEach(() => {
  confirmPayment.mockReset();
  createElements.mockClear();
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:55Z') });
});

describe('Checkout', () => {
  it('shows the lesson on both clocks, the price, and how long it is held', async () => {
    show();
    expect(await screen.findByText('Thursday 26 November,', { exact: false })).toBeTruthy();
    expect(screen.getByText('16:30–17:30')).toBeTruthy();
    expect(screen.getByText(/00:30–01:30 \+1 day for the tutor, Tokyo/)).toBeTruthy();
    expect(await screen.findByText('14:05')).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('The time is held for you while you pay');
  });

  it('tells the terms of this booking before it is paid', async () => {
    show();
    expect(await screen.findByRole('heading', { name: 'If your plans change' })).toBeTruthy();
    expect(screen.getByText(/back until Wed 25 Nov, 16:30/)).toBeTruthy();
    expect(screen.getByText(/back until Thu 26 Nov, 14:30/)).toBeTruthy();
  });

  it('pays by Stripe with our look and goes on to the result', async () => {
    confirmPayment.mockResolvedValue({ paymentIntent: { status: 'succeeded' } });
    const { router } = await showAndPay();
    await waitFor(() =>
      expect(router.push).toHaveBeenCalledWith('/checkout/session-1/result?redirect_status=succeeded'),
    );
    expect(createElements.mock.calls[0]?.[0]).toMatchObject({ clientSecret: 'pi_1_secret_2', locale: 'en' });
    expect(confirmPayment.mock.calls[0]?.[0]).toMatchObject({
      redirect: 'if_required',
      confirmParams: { return_url: `${window.location.origin}/checkout/session-1/result` },
    });
    expect(screen.getByRole('button', { name: 'Paying €40.00…' })).toHaveProperty('disabled', true);
  });

  it('tells a decline in words and lets the payer try again on the same form', async () => {
    confirmPayment.mockResolvedValueOnce({
      error: { type: 'card_error', message: 'Your card was declined.' },
    });
    confirmPayment.mockResolvedValueOnce({ paymentIntent: { status: 'succeeded' } });
    const { user, router } = await showAndPay();
    expect((await screen.findByRole('alert')).textContent).toContain('Your card was declined.');
    await user.click(screen.getByRole('button', { name: 'Pay €40.00' }));
    await waitFor(() => expect(router.push).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('still knows of a decline after a reload', async () => {
    show(aCheckout({ state: 'declined', failureReason: 'Your card has insufficient funds.' }));
    expect((await screen.findByRole('alert')).textContent).toContain('insufficient funds');
  });

  it('gives the slot up and says so', async () => {
    let checkout = aCheckout();
    const { user } = show(checkout, {
      'booking.checkout': () => checkout,
      'booking.giveUp': () => {
        checkout = aCheckout({ state: 'abandoned', clientSecret: null });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Give this slot up' }));
    expect(await screen.findByRole('heading', { name: 'You gave this time up' })).toBeTruthy();
    expect(
      screen.getByRole('link', { name: 'Pick another time with Ana Beltrán' }).getAttribute('href'),
    ).toBe('/tutors/tutor-ana?duration=60');
  });

  it('takes up a booking whose payment could not be opened, or lets it go', async () => {
    let checkout = aCheckout({ clientSecret: null });
    let isDown = true;
    const { user, calls } = show(checkout, {
      'booking.checkout': () => checkout,
      'booking.book': () => {
        if (isDown) throw refusal('PAYMENT_PROVIDER_UNAVAILABLE');
        checkout = aCheckout();
        return { sessionId: 'session-1' };
      },
    });
    expect(await screen.findByRole('button', { name: 'Give this slot up' })).toBeTruthy();
    const goOn = () => user.click(screen.getByRole('button', { name: 'Go on to payment' }));
    await goOn();
    expect((await screen.findByRole('alert')).textContent).toContain('Payments are not answering');
    isDown = false;
    await goOn();
    expect(await screen.findByRole('button', { name: 'Pay €40.00' })).toBeTruthy();
    expect(calls.find(({ path }) => path === 'booking.book')?.input).toEqual({
      tutorId: 'tutor-ana',
      time: checkout.startsAt,
      duration: 60,
    });
  });

  it('says why a slot can’t be given up', async () => {
    const { user } = show(aCheckout(), {
      'booking.giveUp': () => {
        throw refusal('PAYMENT_PROVIDER_UNAVAILABLE');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Give this slot up' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Payments are not answering');
  });

  it.each(['processing', 'paid'] as const)('leads a booking that is %s to its result', async (state) => {
    const { router } = show(aCheckout({ state, clientSecret: null }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/checkout/session-1/result'));
  });

  it.each([
    ['expired', 'The time ran out'],
    ['rejected', 'Somebody was quicker'],
    ['refunded', 'Your money is on its way back'],
    ['confirmed', 'You’re booked'],
  ] as const)('tells plainly that a booking is %s', async (state, title) => {
    show(aCheckout({ state, clientSecret: null }));
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
  });

  it('asks what became of the hold when its time is up', async () => {
    vi.setSystemTime(new Date('2026-11-25T10:15:01Z'));
    const { calls } = show();
    expect(await screen.findByText('Time is up', { selector: '[aria-hidden]' })).toBeTruthy();
    await waitFor(() => expect(calls.filter(({ path }) => path === 'booking.checkout')).toHaveLength(2));
  });

  it('tells that the form didn’t load and tries again', async () => {
    const { user, calls } = show(aCheckout(), {
      config: () => {
        throw refusal('INTERNAL');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(calls.filter(({ path }) => path === 'config')).toHaveLength(2));
  });

  it('tells nobody of a booking that isn’t theirs', async () => {
    const { user } = show(aCheckout(), {
      'booking.checkout': () => {
        throw refusal('NOT_FOUND');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing here')).toBeTruthy();
  });
});
