import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { SignInForm } from '@/app/sign-in/sign-in-form.tsx';
import { SignUpForm } from '@/app/sign-up/sign-up-form.tsx';
import { renderPage } from '@/testing/render-page.tsx';

/** Answers each request with `status` and `body`, and keeps what was sent. */
function authServer(status: number, body: object) {
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    sent.push({ path: new URL(String(input)).pathname, body: JSON.parse(String(init?.body)) });
    return Response.json(body, { status });
  });
  return sent;
}

describe('signing in', () => {
  it('goes on to where the person wanted to go', async () => {
    const sent = authServer(200, { token: 't', user: { id: 'u' } });
    const next = '/tutors/ana?duration=60';
    const { user, router } = renderPage(<SignInForm next={next} />);
    await user.type(screen.getByLabelText('E-mail'), 'mina@example.test');
    await user.type(screen.getByLabelText('Password'), 'demo-lesson-1');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(next));
    expect(sent).toMatchObject([
      { path: '/api/auth/sign-in/email', body: { email: 'mina@example.test', password: 'demo-lesson-1' } },
    ]);
    expect(screen.getByRole('link', { name: 'Create an account' }).getAttribute('href')).toBe(
      `/sign-up?next=${encodeURIComponent(next)}`,
    );
  });

  it('says that the password is wrong, stays, and lets the person try again', async () => {
    authServer(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });
    const { user, router } = renderPage(<SignInForm next="https://evil.example" />);
    await user.type(screen.getByLabelText('E-mail'), 'mina@example.test');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.keyboard('{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/don’t match/);
    expect(router.replace).not.toHaveBeenCalled();
    authServer(200, { token: 't', user: { id: 'u' } });
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
  });

  it('says so when the server is away', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed');
    });
    const { user } = renderPage(<SignInForm next={undefined} />);
    await user.type(screen.getByLabelText('E-mail'), 'mina@example.test');
    await user.type(screen.getByLabelText('Password'), 'x{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/couldn’t reach/);
  });
});

describe('signing up', () => {
  it('sends the name along and goes home', async () => {
    const sent = authServer(200, { token: 't', user: { id: 'u' } });
    const { user, router } = renderPage(<SignUpForm next={undefined} />);
    await user.type(screen.getByLabelText('Name'), 'Mina');
    await user.type(screen.getByLabelText('E-mail'), 'mina@example.test');
    await user.type(screen.getByLabelText('Password'), 'long-enough');
    await user.click(screen.getByRole('button', { name: 'Sign up' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
    expect(sent).toMatchObject([{ path: '/api/auth/sign-up/email', body: { name: 'Mina' } }]);
  });
});
