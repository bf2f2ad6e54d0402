import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aSession, aStudent } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { SessionDetails } from './session-details.tsx';

const show = (session: ReturnType<typeof aSession>, me = aStudent) =>
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
    const file = decodeURIComponent(
      screen.getByRole('link', { name: 'Add to calendar' }).getAttribute('href') ?? '',
    );
    expect(file).toContain('SUMMARY:Lesson with Ana Beltrán');
    expect(screen.getByText('€40.00')).toBeTruthy();
    expect(screen.getByText('Paid')).toBeTruthy();
  });

  it('shows what went back of a cancelled one, and no way in', async () => {
    const refunds = [
      {
        refundId: 'r1',
        amount: 4000,
        currency: 'EUR',
        status: 'SUCCEEDED' as const,
        reason: 'Tutor fell ill',
      },
    ];
    show(
      aSession({
        status: 'CANCELLED',
        meetingLink: null,
        payment: { status: 'SUCCEEDED', amount: 4000, currency: 'EUR', refunds },
      }),
    );
    expect(await screen.findByText('Cancelled')).toBeTruthy();
    expect(screen.getByText('Refunded')).toBeTruthy();
    expect(screen.getByText('Tutor fell ill')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Meeting link' })).toBeNull();
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
