import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aPolicy } from '@/testing/builders.ts';
import { renderPage } from '@/testing/render-page.tsx';
import { CancellationTerms } from './cancellation-terms.tsx';

const terms = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
});

describe('CancellationTerms', () => {
  it('speaks of hours where no lesson is known', () => {
    renderPage(<CancellationTerms policy={aPolicy} />);
    expect(terms()).toEqual([
      'everything back until 24 hours before',
      'half back until 2 hours before',
      'nothing back after that',
    ]);
    expect(screen.getByText(/If your tutor cancels, everything comes back/)).toBeTruthy();
  });

  it('speaks of days and times on the reader’s clock where one is', () => {
    renderPage(<CancellationTerms policy={aPolicy} startsAt="2026-11-26T15:30:00.000Z" />);
    expect(terms()).toEqual([
      'everything back until Wed 25 Nov, 16:30',
      'half back until Thu 26 Nov, 14:30',
      'nothing back after that',
    ]);
  });

  it('keeps quiet about what is over', () => {
    renderPage(<CancellationTerms policy={aPolicy} startsAt="2026-11-25T11:00:00.000Z" />);
    expect(terms()).toEqual(['nothing back once it is paid']);
  });
});
