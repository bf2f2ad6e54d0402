import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { Problem } from './problem.tsx';

describe('Problem', () => {
  it('asks a stranger to sign in and leads back here', () => {
    renderPage(<Problem error={refusal('UNAUTHENTICATED')} onRetry={() => {}} />, { path: '/sessions' });
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(
      '/sign-in?next=%2Fsessions',
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers nothing where nothing helps', () => {
    renderPage(<Problem error={refusal('NOT_FOUND')} />);
    expect(screen.getByRole('alert').textContent).toContain('Nothing here');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
