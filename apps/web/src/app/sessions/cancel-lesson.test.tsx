import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aSession, aStudent } from '@/testing/builders.ts';
import { type Answers, refusal, renderPage } from '@/testing/render-page.tsx';
import { nextLook } from './cancel-dialog.tsx';
import { CancelLesson } from './cancel-lesson.tsx';

const quote = {
  sessionId: 'session-1',
  amount: 4000,
  currency: 'EUR',
  percent: 100,
  until: '2026-11-25T15:30:00.000Z',
};

const show = (answers: Answers = {}, viewerId = aStudent.personId) => {
  const onCancelled = vi.fn();
  const page = renderPage(
    <CancelLesson session={aSession()} viewerId={viewerId} onCancelled={onCancelled} />,
    { answers: { 'sessions.cancellationQuote': () => quote, ...answers } },
  );
  return { ...page, onCancelled };
};

const opener = () => screen.findByRole('button', { name: 'Cancel this lesson' });

/** The dialog, opened by its button. */
const ask = async (...args: Parameters<typeof show>) => {
  const page = show(...args);
  await page.user.click(await opener());
  return { ...page, dialog: within(screen.getByRole('dialog', { name: 'Cancel this lesson?' })) };
};

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
});

describe('CancelLesson', () => {
  it('says first what comes back, and cancels with the reason', async () => {
    const { user, dialog, calls, onCancelled } = await ask({
      'sessions.cancel': () => aSession({ status: 'CANCELLED' }),
    });
    expect(dialog.getByText('With Ana Beltrán, Thu 26 Nov, 16:30')).toBeTruthy();
    expect(await dialog.findByText('You get €40.00 back')).toBeTruthy();
    expect(dialog.getByText(/if you cancel by Wed 25 Nov, 16:30/)).toBeTruthy();
    await user.type(dialog.getByRole('textbox'), ' I am ill ');
    await user.click(dialog.getByRole('button', { name: 'Cancel the lesson' }));
    await waitFor(() => expect(onCancelled).toHaveBeenCalledOnce());
    expect(calls.find(({ path }) => path === 'sessions.cancel')?.input).toEqual({
      sessionId: 'session-1',
      reason: 'I am ill',
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('needs no reason', async () => {
    const { user, dialog, calls } = await ask({ 'sessions.cancel': () => aSession({ status: 'CANCELLED' }) });
    await dialog.findByText('You get €40.00 back');
    await user.click(dialog.getByRole('button', { name: 'Cancel the lesson' }));
    await waitFor(() => expect(calls.at(-1)?.path).toBe('sessions.cancel'));
    expect(calls.at(-1)?.input).toEqual({ sessionId: 'session-1' });
  });

  it('tells a tutor what the student gets', async () => {
    const { dialog } = await ask({}, 'tutor-ana');
    expect(await dialog.findByText('Mina Okafor gets €40.00 back')).toBeTruthy();
  });

  it('cancels nothing before it has said what comes back', async () => {
    const { dialog } = await ask({ 'sessions.cancellationQuote': () => new Promise<never>(() => {}) });
    expect(dialog.getByText('Looking up what comes back…')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Cancel the lesson' })).toHaveProperty('disabled', true);
  });

  it('begins at its title and gives the focus back when the lesson is kept', async () => {
    const { user, dialog } = await ask();
    expect(document.activeElement).toBe(dialog.getByRole('heading'));
    await user.click(dialog.getByRole('button', { name: 'Keep the lesson' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement).toBe(await opener());
  });

  it('closes by Escape and by a click beside it, not by one within', async () => {
    const { user, dialog } = await ask();
    await user.click(dialog.getByRole('heading'));
    const shown = screen.getByRole('dialog');
    shown.dispatchEvent(new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await opener());
    await user.click(screen.getByRole('dialog'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it.each([
    ['CANCELLATION_NOT_ALLOWED', 'It can’t be cancelled'],
    ['RATE_LIMITED', 'A little slower, please'],
  ] as const)('tells a refusal by %s in words', async (code, words) => {
    const { user, dialog, onCancelled } = await ask({
      'sessions.cancel': () => {
        throw refusal(code);
      },
    });
    await dialog.findByText('You get €40.00 back');
    await user.click(dialog.getByRole('button', { name: 'Cancel the lesson' }));
    expect((await dialog.findByRole('alert')).textContent).toContain(words);
    expect(onCancelled).not.toHaveBeenCalled();
  });

  it('tells in words that there is no quote', async () => {
    const { dialog } = await ask({
      'sessions.cancellationQuote': () => {
        throw refusal('CANCELLATION_NOT_ALLOWED');
      },
    });
    expect((await dialog.findByRole('alert')).textContent).toContain('It can’t be cancelled');
    expect(dialog.getByRole('button', { name: 'Cancel the lesson' })).toHaveProperty('disabled', true);
  });

  it('is not there for who looks on', async () => {
    show({}, 'operator');
    await Promise.resolve();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('a quote that gets old', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');

  it.each([
    [null, 30_000],
    ['2026-11-25T12:00:00Z', 30_000],
    ['2026-11-25T10:00:10Z', 10_001],
    ['2026-11-25T09:59:00Z', 1_000],
  ])('until %s, is asked for again in %i ms', (until, pause) => {
    expect(nextLook(until, now)).toBe(pause);
  });
});
