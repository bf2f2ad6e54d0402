import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { aStudent } from '@/testing/builders.ts';
import { renderPage } from '@/testing/render-page.tsx';
import { initialsOf } from './avatar.tsx';
import { Header } from './header.tsx';

const places = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

describe('Header', () => {
  it('shows a visitor the tutors and the way in', async () => {
    renderPage(<Header />, { answers: { me: () => null }, path: '/tutors/ana' });
    expect((await screen.findByRole('link', { name: 'Sign in' })).getAttribute('href')).toBe('/sign-in');
    expect(places()).toEqual(['Tutors']);
    expect(screen.getByRole('link', { name: 'Tutors' }).getAttribute('aria-current')).toBe('page');
  });

  it.each([
    ['student', ['Tutors', 'My sessions', 'Payments']],
    ['tutor', ['My sessions', 'Tutors']],
    ['operator', ['Tutors', 'Sessions', 'Payments', 'Operations']],
  ] as const)('shows a %s their places', async (role, labels) => {
    renderPage(<Header />, { answers: { me: () => ({ ...aStudent, role }) }, path: '/payments' });
    await screen.findByText('Mina Okafor');
    expect(places()).toEqual(labels);
  });

  it('signs out, forgets what was seen, and shows it', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ success: true }));
    let isSignedIn = true;
    const { user, router, queryClient } = renderPage(<Header />, {
      answers: { me: () => (isSignedIn ? aStudent : null) },
    });
    queryClient.setQueryData(['secret'], 1);
    const button = await screen.findByRole('button', { name: 'Sign out' });
    isSignedIn = false;
    await user.click(button);
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy();
    expect(router.push).toHaveBeenCalledWith('/');
    expect(queryClient.getQueryData(['secret'])).toBeUndefined();
  });

  it('stays signed in when signing out fails', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ message: 'no' }, { status: 500 }));
    const { user, router } = renderPage(<Header />, { answers: { me: () => aStudent } });
    const button = await screen.findByRole('button', { name: 'Sign out' });
    await user.click(button);
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    expect(router.push).not.toHaveBeenCalled();
  });
});

describe('initialsOf', () => {
  it.each([
    ['Ana María Ruiz', 'AR'],
    ['plato', 'P'],
    ['  ', ''],
  ])('makes of %j %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
