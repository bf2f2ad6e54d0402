import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aCancelledSession, aSession, aStudent } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import type { Session } from '@/trpc/answers.ts';
import { SessionList } from './session-list.tsx';

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => aSession({ sessionId: `session-${from + index}` }));

/** These are all that is confirmed, and there is nothing else. */
const confirmed =
  (...sessions: Session[]) =>
  ({ status }: Record<string, unknown>) =>
    status === 'CONFIRMED' ? sessions : [];

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

describe('SessionList', () => {
  it('shows a student the tutor, the day and time on their clock, and the status', async () => {
    renderPage(<SessionList initial="upcoming" />, {
      answers: { me: () => aStudent, 'sessions.mine': confirmed(aSession()) },
    });
    const row = within(await screen.findByRole('listitem'));
    expect(row.getByRole('link', { name: 'Ana Beltrán' }).getAttribute('href')).toBe('/sessions/session-1');
    expect(row.getByText(/16:30–17:30/)).toBeTruthy();
    expect(row.getByText('Confirmed')).toBeTruthy();
  });

  it('shows a tutor the student', async () => {
    const me = () => ({ ...aStudent, personId: 'tutor-ana', role: 'tutor' as const });
    renderPage(<SessionList initial="upcoming" />, {
      answers: { me, 'sessions.mine': confirmed(aSession()) },
    });
    expect(await screen.findByRole('link', { name: 'Mina Okafor' })).toBeTruthy();
  });

  it('puts all that is ahead in the order of time, those that await their payment among them', async () => {
    const day = (sessionId: string, date: string) =>
      aSession({ sessionId, tutorName: sessionId, scheduledAt: `${date}T10:00:00.000Z` });
    const pages = [numbered(0, 100), [day('First', '2026-11-20')]];
    renderPage(<SessionList initial="upcoming" />, {
      answers: {
        me: () => aStudent,
        'sessions.mine': ({ status, after }) => {
          if (status === 'PENDING_PAYMENT')
            return [aSession({ ...day('Second', '2026-11-21'), status: 'PENDING_PAYMENT' })];
          return after === 'session-99' ? (pages[1] ?? []) : (pages[0] ?? []);
        },
      },
    });
    const rows = await screen.findAllByRole('listitem');
    expect(rows).toHaveLength(102);
    expect(rows.slice(0, 2).map((row) => within(row).getByRole('heading').textContent)).toEqual([
      'First',
      'Second',
    ]);
    expect(rows[1]?.textContent).toContain('Payment pending');
  });

  it('shows an operator by pages what is ahead', async () => {
    const me = () => ({ ...aStudent, personId: 'operator', role: 'operator' as const });
    const { calls } = renderPage(<SessionList initial="upcoming" />, {
      answers: { me, 'sessions.mine': confirmed(aSession()) },
    });
    expect(await screen.findByRole('link', { name: 'Ana Beltrán' })).toBeTruthy();
    expect(calls.filter(({ path }) => path === 'sessions.mine')).toHaveLength(1);
  });

  it('lets one join and cancel from the list, and then shows what came of it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
    const quote = { sessionId: 'session-1', amount: 4000, currency: 'EUR', percent: 100, until: null };
    const { user, router } = renderPage(<SessionList initial="upcoming" />, {
      answers: {
        me: () => ({ ...aStudent, personId: 'tutor-ana', role: 'tutor' as const }),
        'sessions.mine': confirmed(aSession()),
        'sessions.cancellationQuote': () => quote,
        'sessions.cancel': () => aCancelledSession(),
      },
    });
    const join = await screen.findByRole('link', { name: 'Join Mina Okafor' });
    expect(join.getAttribute('href')).toBe('https://meet.example/abc');
    await user.click(await screen.findByRole('button', { name: 'Cancel this lesson' }));
    await screen.findByText('Mina Okafor gets €40.00 back');
    await user.click(screen.getByRole('button', { name: 'Cancel the lesson' }));
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledWith('/sessions/session-1'));
  });

  it('asks for what each tab shows and keeps the tab in the address', async () => {
    const { user, calls } = renderPage(<SessionList initial="upcoming" />, {
      answers: {
        me: () => aStudent,
        'sessions.mine': ({ status }) => (status === 'CANCELLED' ? [aSession({ status: 'CANCELLED' })] : []),
      },
    });
    expect(await screen.findByText('No lesson ahead')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancelled' }));
    expect(within(await screen.findByRole('listitem')).getByText('Cancelled')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'All' }));
    expect(await screen.findByText('No lessons yet')).toBeTruthy();
    const asked = calls.filter(({ path }) => path === 'sessions.mine').map(({ input }) => input);
    expect(asked).toEqual([
      { status: 'CONFIRMED', first: 100 },
      { status: 'PENDING_PAYMENT', first: 100 },
      { status: 'CANCELLED', first: 20 },
      { first: 20 },
    ]);
    expect(window.location.search).toBe('?show=all');
  });

  it('loads older ones after the last seen, until there are no more', async () => {
    const { user } = renderPage(<SessionList initial="past" />, {
      answers: {
        me: () => aStudent,
        'sessions.mine': ({ after }) => (after === 'session-19' ? numbered(20, 3) : numbered(0, 20)),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    await screen.findAllByRole('listitem');
    await vi.waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(23));
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('tells a tutor how their list fills', async () => {
    const me = () => ({ ...aStudent, role: 'tutor' as const });
    renderPage(<SessionList initial="upcoming" />, { answers: { me, 'sessions.mine': () => [] } });
    expect(await screen.findByText(/When a student books/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Find a tutor' })).toBeNull();
  });

  it('asks a stranger to sign in', async () => {
    renderPage(<SessionList initial="upcoming" />, {
      answers: {
        me: () => null,
        'sessions.mine': () => {
          throw refusal('UNAUTHENTICATED');
        },
      },
      path: '/sessions',
    });
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy();
  });
});
