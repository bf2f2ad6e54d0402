import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Dial } from '@/components/wordmark.tsx';
import ErrorPage from './error.tsx';
import GlobalError from './global-error.tsx';
import { Hero } from './hero.tsx';
import Loading from './loading.tsx';
import NotFound from './not-found.tsx';

const broken = Object.assign(new Error('select * from secrets'), { digest: '4711' });

describe('the frame of the pages', () => {
  it('tells of a crash without its cause and goes on', () => {
    const reset = vi.fn();
    render(<ErrorPage error={broken} reset={reset} />);
    expect(screen.getByRole('alert').textContent).toContain('4711');
    expect(document.body.textContent).not.toContain('secrets');
    screen.getByRole('button', { name: 'Try again' }).click();
    expect(reset).toHaveBeenCalledOnce();
  });

  it('tells of a crash of the frame itself', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {}); // React on <html> within a <div>
    render(<GlobalError error={new Error('x')} reset={() => {}} />);
    expect(screen.getByRole('heading', { name: 'Something broke on our side' })).toBeTruthy();
  });

  it('leads from nowhere to the tutors', () => {
    render(<NotFound />);
    expect(screen.getByRole('link', { name: 'See the tutors' }).getAttribute('href')).toBe('/');
  });

  it('says that it loads', () => {
    render(<Loading />);
    expect(screen.getByRole('status').textContent).toBe('Loading');
  });

  it('begins with what the house offers', () => {
    render(
      <>
        <Hero />
        <Dial />
      </>,
    );
    expect(screen.getByRole('heading', { level: 1, name: 'One tutor, one hour, all yours.' })).toBeTruthy();
  });
});
