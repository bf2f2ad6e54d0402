import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aSession, aStudent } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { SessionList } from './session-list.tsx';

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => aSession({ sessionId: `session-${from + index}` }));

beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));

describe('SessionList', () => {
  it('shows a student the tutor, the day and time on their clock, and the status', async () => {
    renderPage(<SessionList initial="upcoming" />, {
      answers: { me: () => aStudent, 'sessions.mine': () => [aSession()] },
    });
    const row = within(await screen.findByRole('listitem'));
    expect(row.getByRole('link', { name: 'Ana Beltrán' }).getAttribute('href')).toBe('/sessions/session-1');
    expect(row.getByText(/16:30–17:30/)).toBeTruthy();
    expect(row.getByText('Confirmed')).toBeTruthy();
  });

  it('shows a tutor the student', async () => {
    const me = () => ({ ...aStudent, personId: 'tutor-ana', role: 'tutor' as const });
    renderPage(<SessionList initial="upcoming" />, { answers: { me, 'sessions.mine': () => [aSession()] } });
    expect(await screen.findByRole('link', { name: 'Mina Okafor' })).toBeTruthy();
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
      { status: 'CONFIRMED', first: 20 },
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
