import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { aCancelledSession, aSession, aStudent } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import type { Person } from '@/trpc/answers.ts';
import { SessionDetails } from './session-details.tsx';

const tutor = { ...aStudent, personId: 'tutor-ana', role: 'tutor' as const };

const show = (session: ReturnType<typeof aSession>, me: Person = aStudent) =>
  renderPage(<SessionDetails sessionId="session-1" />, {
    answers: { me: () => me, 'sessions.byId': () => session },
  });

describe('SessionDetails', () => {
  it('leads into a confirmed lesson and into the calendar', async () => {
    show(aSession());
    expect(await screen.findByRole('heading', { level: 1, name: 'Lesson with Ana Beltrán' })).toBeTruthy();
    expect(screen.getByText('Confirmed')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Meeting link' }).getAttribute('href')).toBe(
      'https://meet.example/abc',
    );
    expect(screen.getByRole('link', { name: 'Add to calendar' }).getAttribute('href')).toBe(
      `/api/calendar/${aSession().sessionId}`,
    );
    expect(screen.getByText('€40.00')).toBeTruthy();
    expect(screen.getByText('Paid')).toBeTruthy();
  });

  it('shows what went back of a cancelled one, who cancelled it and why, and no way in', async () => {
    show(aCancelledSession({ cancelledBy: 'tutor', cancellationReason: 'I fell ill' }));
    expect(await screen.findByRole('heading', { name: 'Ana Beltrán cancelled this lesson' })).toBeTruthy();
    expect(screen.getByText('I fell ill')).toBeTruthy();
    expect(screen.getByText(/^€40.00 went back to you\./)).toBeTruthy();
    expect(screen.getByText('Refunded')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Meeting link' })).toBeNull();
    expect(
      screen.getByRole('link', { name: 'Book another time with Ana Beltrán' }).getAttribute('href'),
    ).toBe('/tutors/tutor-ana?duration=60');
  });

  it.each([
    ['student', aStudent, 'You cancelled this lesson'],
    ['student', tutor, 'Mina Okafor cancelled this lesson'],
    ['tutor', tutor, 'You cancelled this lesson'],
    [null, aStudent, 'This lesson could not be booked'],
  ] as const)('says to each who cancelled: %s, %#', async (cancelledBy, me, title) => {
    show(aCancelledSession({ cancelledBy }), me);
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  });

  it('tells of a payment that failed slowly', async () => {
    const payment = {
      status: 'FAILED' as const,
      amount: 4000,
      currency: 'EUR',
      refunds: [],
      isDisputed: false,
    };
    show(aCancelledSession({ cancelledBy: null, payment }));
    expect(await screen.findByRole('heading', { name: 'The payment failed' })).toBeTruthy();
    expect(screen.getByText('You have not been charged.')).toBeTruthy();
  });

  it('says that the bank is still processing, and lets the student follow it', async () => {
    show(aSession({ status: 'PENDING_PAYMENT', meetingLink: null }));
    expect(await screen.findByRole('heading', { name: /still processing/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Follow the payment' }).getAttribute('href')).toBe(
      '/checkout/session-1/result',
    );
    expect(screen.queryByRole('button', { name: 'Cancel this lesson' })).toBeNull();
  });

  it('says to the tutor why it isn’t certain yet', async () => {
    show(aSession({ status: 'PENDING_PAYMENT', meetingLink: null }), tutor);
    expect(await screen.findByText(/^Mina Okafor has paid in a way that takes a while/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Follow the payment' })).toBeNull();
  });

  it('becomes the truth after cancelling, and that gets the focus', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
    const quote = { sessionId: 'session-1', amount: 4000, currency: 'EUR', percent: 100, until: null };
    const { user } = renderPage(<SessionDetails sessionId="session-1" />, {
      answers: {
        me: () => aStudent,
        'sessions.byId': () => aSession(),
        'sessions.cancellationQuote': () => quote,
        'sessions.cancel': () => aCancelledSession({ cancelledBy: 'student' }),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Cancel this lesson' }));
    await screen.findByText('You get €40.00 back');
    await user.click(screen.getByRole('button', { name: 'Cancel the lesson' }));
    const notice = await screen.findByRole('region', { name: 'You cancelled this lesson' });
    await vi.waitFor(() => expect(document.activeElement).toBe(notice));
  });

  it('shows an operator both, and no way to cancel', async () => {
    show(aSession(), { ...aStudent, personId: 'operator-1', role: 'operator' });
    expect(await screen.findByText('booked by Mina Okafor')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel this lesson' })).toBeNull();
  });

  it('names the student to the tutor and shows no payment where there is none', async () => {
    show(aSession({ payment: null, meetingLink: null }), {
      ...aStudent,
      personId: 'tutor-ana',
      role: 'tutor',
    });
    expect(await screen.findByRole('heading', { name: 'Lesson with Mina Okafor' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Payment' })).toBeNull();
  });

  it('leads back from what isn’t one’s own', async () => {
    renderPage(<SessionDetails sessionId="x" />, {
      answers: {
        me: () => aStudent,
        'sessions.byId': () => {
          throw refusal('NOT_FOUND');
        },
      },
    });
    expect(await screen.findByText('Nothing here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'My sessions' })).toBeTruthy();
  });
});
